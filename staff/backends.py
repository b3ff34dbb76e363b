"""Django permissions derived from the rights that a user holds."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from .models import Role, User

READ = "view"
# App label and model → the roles that may add and change it. Everyone with a
# right may look. Editions and articles are guarded by the workflow instead.
CHANGERS: dict[str, set[str]] = {
    "people": {Role.WRITER, Role.TRANSLATOR, Role.PUBLISHER, Role.MANAGING_EDITOR},
    "articles": {Role.WRITER, Role.TRANSLATOR, Role.APPROVER, Role.PUBLISHER, Role.MANAGING_EDITOR},
    "memory": {Role.MANAGING_EDITOR},
    "glossary": {Role.TRANSLATOR, Role.MANAGING_EDITOR},
    "look": {Role.MANAGING_EDITOR},
    "staff": {Role.MANAGING_EDITOR},
}


class RightsBackend(AuthenticationBackend):
    """``user.has_perm("people.change_person")`` answered from the rights; superusers hold them all."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        if not isinstance(user_obj, User) or not user_obj.is_active:
            return False
        app_label, _, codename = perm.partition(".")
        if app_label not in CHANGERS:
            # Nobody but superusers, of whom Django does not ask: groups and permissions have no effect here.
            return False
        if app_label == "staff" and getattr(obj, "is_superuser", False):
            # Whoever could set a superuser's password would hold every right.
            return False
        if codename.startswith(READ):
            return user_obj.is_desk_member and (app_label != "staff" or user_obj.holds(Role.MANAGING_EDITOR))
        return any(user_obj.holds(role) for role in CHANGERS[app_label])

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return self.has_perm(user_obj, f"{app_label}.{READ}")
