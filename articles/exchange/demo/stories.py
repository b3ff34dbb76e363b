"""The demo's articles, each taken through what its history says.

What was released in the past is recorded as an import is. Everything else goes
through the desk, one action at a time, by whoever has the right to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from articles import occasions, publication
from articles.drafting import describe, open_edition, save_text, start_article
from articles.exchange.imported import record_release
from articles.front_page import lead_with
from articles.models import Article, Change, Contact, Edition, Image, Outcome, Place, Topic
from articles.translation.saving import confirm_all
from articles.workflow import perform
from people.models import Organisation, Person, today
from staff.models import Role, User

from .cast import make_attachment

__all__ = ["IMPORT_ID", "Storyteller"]

#: What the `import_id` of every article of the demo begins with.
IMPORT_ID = "demo:"
Step = dict[str, Any]


class Storyteller:
    """Makes articles out of stories. Links lead to articles that were told before."""

    def __init__(
        self,
        staff: dict[str, User],
        *,
        people: dict[str, Person],
        organisations: dict[str, Organisation],
        topics: dict[str, Topic],
        places: dict[str, Place],
        contacts: dict[str, Contact],
        images: dict[str, Image],
        files: list[str],
    ) -> None:
        """``files`` is told the names of those that are written."""
        self.files = files
        self.staff = list(staff.values())
        self.mentioned: dict[str, dict[str, Any]] = {"person": people, "organisation": organisations}
        self.topics = topics
        self.places = places
        self.contacts = contacts
        self.images = images
        self.told: dict[str, Article] = {}

    def tell(self, story: dict[str, Any]) -> None:
        """Make the article and do with it what its history says."""
        history: list[Step] = story.get("history", [])
        story = deepcopy(story)
        is_imported = bool(history) and history[0]["action"] == "import"
        user = self._who(Role.MANAGING_EDITOR if is_imported else Role.WRITER)
        article = self._create(story, user) if is_imported else self._open(story, user)
        article = self._describe(article, story, user)
        self.told[story["id"]] = article
        if "occasion" in story:
            self._write_occasion(article, user, story["occasion"])
        for number, step in enumerate(history):
            for language, edits in step.get("edits", {}).items():
                story["versions"][language]["body_html"] = _edited(story["versions"][language]["body_html"], edits)
            if step["action"] == "import":
                self._record(article, story, step, later=history[number + 1 :])
            else:
                self._act(article, story, step)
        for language in story.get("leads", []):
            lead_with(article.editions.public().in_language(language).get(), self._who(Role.PUBLISHER))

    def _create(self, story: dict[str, Any], user: User) -> Article:
        return Article.objects.create(
            kind=story["kind"],
            source_language=story["source_language"],
            required_languages=story["required_languages"],
            created_by=user,
        )

    def _open(self, story: dict[str, Any], user: User) -> Article:
        source = story["source_language"]
        article: Article = start_article(
            user,
            kind=story["kind"],
            source_language=source,
            required_languages=story["required_languages"],
            **self._text(story, source),
        ).article
        for language in story["versions"]:
            if language != source:
                writer = self._writer(language, source)
                edition = open_edition(article, language, writer)
                save_text(edition, writer, revision=edition.revision, **self._text(story, language))
        return article

    def _describe(self, article: Article, story: dict[str, Any], user: User) -> Article:
        article.import_id = IMPORT_ID + story["id"]
        article.save(update_fields=["import_id"])
        for place, motif in enumerate(story.get("gallery", [])):
            article.gallery.create(image=self.images[motif], position=place)
        for place, entry in enumerate(story.get("attachments", [])):
            self.files.append(str(make_attachment(article, place, entry).file))
        return describe(
            article,
            user,
            official_number=story.get("official_number", ""),
            place=self.places.get(story.get("place", "")),
            related=[self.told[other] for other in story.get("related", [])],
            lead_image=self.images.get(story.get("image", "")),
            topics=[self.topics[slug] for slug in story["topics"]],
            people=[self.mentioned["person"][slug] for slug in story["people"]],
            organisations=[self.mentioned["organisation"][slug] for slug in story["organisations"]],
            contacts=[self.contacts[slug] for slug in story.get("contacts", [])],
        )

    def _record(self, article: Article, story: dict[str, Any], step: Step, *, later: Iterable[Step]) -> None:
        for language in _source_first(step["languages"], article):
            is_source = language == article.source_language
            record_release(
                article,
                language,
                self._who(Role.MANAGING_EDITOR),
                origin=f"{story['id']}.toml",
                public_from=_instant(step["at"]),
                public_until=next((_instant(other["at"]) for other in later if _is_import_of(other, language)), None),
                translates=None if is_source else article.newest_edition(article.source_language),
                change=Change(step.get("change", Change.FIRST)),
                public_note=step.get("note", {}).get(language, ""),
                **self._text(story, language),
            )

    def _act(self, article: Article, story: dict[str, Any], step: Step) -> None:
        match step["action"]:
            case "submit":
                self._submit(article, step)
            case "return":
                for edition in self._submit(article, step):
                    perform(edition, "return", self._who(Role.APPROVER), reason=step["reason"])
            case "approve":
                self._approve(self._submit(article, step))
            case "release":
                self._release(article, step)
            case "replace":
                self._replace(article, story, step)
            case "withdraw":
                self._withdraw(article, step)
            case "occasion":
                self._write_occasion(article, self._who(Role.PUBLISHER), step)
            case action:
                raise ValueError(f"The demo's history knows no action “{action}”.")

    def _submit(self, article: Article, step: Step) -> list[Edition]:
        return [
            perform(edition, "submit", self._writer(edition.language, article.source_language))
            for edition in article.editions.open().filter(language__in=step["languages"])
        ]

    def _approve(self, editions: Iterable[Edition]) -> list[Edition]:
        approver = self._who(Role.APPROVER)
        return [perform(edition, "approve", approver, text_hash=edition.text_hash) for edition in editions]

    def _release(self, article: Article, step: Step) -> None:
        at = _instant(step["at"]) if "at" in step else None
        publication.release(self._approve(self._submit(article, step)), self._who(Role.PUBLISHER), at=at)

    def _replace(self, article: Article, story: dict[str, Any], step: Step) -> None:
        for language in _source_first(step["languages"], article):
            public = article.editions.public().in_language(language).get()
            writer = self._writer(language, article.source_language)
            note = step["note"][language]
            successor = publication.correct(public, writer, change=Change(step["change"]), public_note=note)
            successor = save_text(successor, writer, revision=successor.revision, **self._text(story, language))
            if language != article.source_language:
                confirm_all(successor, writer)
        self._release(article, step)

    def _withdraw(self, article: Article, step: Step) -> None:
        publication.withdraw(
            article,
            self._who(Role.PUBLISHER),
            outcome=Outcome(step["outcome"]),
            notices=step["notice"],
            reason=step["reason"],
            moved_to=self.told[step["moved_to"]] if "moved_to" in step else None,
        )

    def _write_occasion(self, article: Article, user: User, step: Step) -> None:
        """Say when and where it takes place, or what becomes of that, and have a second person confirm it."""
        last = article.occasions.order_by("-number").first()
        facts: dict[str, Any] = {
            name: step[name] for name in ("happening", "accreditation_url", "texts") if name in step
        }
        for name in ("starts", "ends", "accreditation_until"):
            if " " in step.get(name, ""):
                facts[f"{name}_at"] = _instant(step[name])
        if " " not in step.get("starts", " "):
            facts |= {"is_all_day": True, "starts_at": _instant(f"{step['starts']} 00:00")}
            facts["ends_at"] = _instant(f"{int(step['starts'][:-1]) + 1}d 00:00")
        zone = {} if last else {"time_zone": settings.NEWSROOM_TIME_ZONE}
        seen = last.number if last else 0
        occasion = occasions.write(article, user, seen=seen, reason=step.get("reason", ""), **zone, **facts)
        occasions.confirm(occasion, self._who(Role.APPROVER))

    def _who(self, role: Role, language: str | None = None) -> User:
        return next(user for user in self.staff if user.holds(role, language))

    def _writer(self, language: str, source_language: str) -> User:
        return self._who(Role.WRITER) if language == source_language else self._who(Role.TRANSLATOR, language)

    def _text(self, story: dict[str, Any], language: str) -> dict[str, Any]:
        version = story["versions"][language]
        body = re.sub(
            r'data-mention="(\w+):([^"]+)"',
            lambda mention: f'data-mention="{mention[1]}:{self.mentioned[mention[1]][mention[2]].pk}"',
            version["body_html"],
        )
        body = re.sub(r'data-image="([a-z-]+)"', lambda image: f'data-image="{self.images[image[1]].pk}"', body)
        return {
            "title": version["title"],
            "standfirst": version["standfirst"],
            "body": re.sub(r'href="article:([^"]+)"', lambda link: f'href="{self._address(link[1], language)}"', body),
            "notes_to_editors": version.get("notes_to_editors", ""),
        }

    def _address(self, story_id: str, language: str) -> str:
        article = self.told[story_id]
        edition = article.newest_edition(language) or article.newest_edition(article.source_language)
        assert edition is not None
        return reverse("site:article", kwargs={"language": edition.language, "slug": edition.slug})


def _source_first(languages: list[str], article: Article) -> list[str]:
    return sorted(languages, key=lambda language: language != article.source_language)


def _is_import_of(step: Step, language: str) -> bool:
    return step["action"] == "import" and language in step["languages"]


def _edited(body: str, edits: list[list[str]]) -> str:
    for old, new in edits:
        if body.count(old) != 1:
            raise ValueError(f"“{old}” is to be replaced and stands {body.count(old)} times in the text.")
        body = body.replace(old, new)
    return body


def _instant(text: str) -> datetime:
    """The instant of "2025-03-04 10:00" or "-3d 09:00" (days from today), an hour of the newsroom's zone."""
    day, _, hour = text.partition(" ")
    if day.endswith("d"):
        day = (today() + timedelta(days=int(day[:-1]))).isoformat()
    return publication.instant(datetime.fromisoformat(f"{day} {hour}"), settings.NEWSROOM_TIME_ZONE, fold=0)
