"""Press contacts: whom journalists may ask about an article."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.querysets import ContactQuerySet
from languages import validate_language
from people.models import LocalText, choose_language


class Contact(models.Model):
    """Someone at the press office who answers questions. Public while a public edition's article names them."""

    name = models.CharField(_("name"), max_length=200)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    languages = ArrayField(
        models.CharField(max_length=35, validators=[validate_language]),
        verbose_name=_("languages spoken"),
        default=list,
        blank=True,
    )

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("press contact")
        verbose_name_plural = _("press contacts")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def local_role(self, language: str) -> LocalText:
        """The contact's role and the language that it is in; empty where there is none. A query unless prefetched."""
        roles = {row.language: row.role for row in self.roles.all()}
        chosen = choose_language(roles, language)
        return LocalText(roles[chosen], chosen) if chosen else LocalText("", language)

    def role_in(self, language: str) -> str:
        """The text of `local_role`."""
        return self.local_role(language).text


class ContactRole(models.Model):
    """What a press contact is called in one language: “Spokesperson”."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="roles", verbose_name=_("press contact"))
    language = models.CharField(_("language"), max_length=35, validators=[validate_language])
    role = models.CharField(_("role"), max_length=200)

    class Meta:
        verbose_name = _("role of a press contact")
        verbose_name_plural = _("roles of the press contact")
        constraints = [
            models.UniqueConstraint(fields=["contact", "language"], name="a_contact_has_one_role_per_language"),
        ]

    def __str__(self) -> str:
        return self.role
