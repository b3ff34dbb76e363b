"""How long the desk's screens take on a large archive, and how many queries: printed, never asserted.

Run on a database that holds an archive; see README.md beside this file. It
leaves the database as it was.
"""

from __future__ import annotations

import argparse
import sys
from statistics import median, quantiles
from time import perf_counter

from pages import Database  # sets Django up; isort: skip

from django.db import transaction
from django.test import Client
from django.urls import reverse

from articles import drafting
from articles.models import Article, Edition
from staff.models import Right, Role, User


def paths(draft: Edition) -> dict[str, str]:
    """Screen → address."""
    public = Edition.objects.public().newest_first().first()
    if public is None:
        sys.exit("Nothing is public. Run seed_archive first.")
    article = reverse("admin:articles_article_change", args=[public.article_id])
    articles = reverse("admin:articles_article_changelist")
    board = reverse("admin:board")
    return {
        "my desk": reverse("admin:index"),
        "articles": articles,
        "articles, words of a title": f"{articles}?q={public.title.split()[0]}",
        "board": board,
        "board, lacks French": f"{board}?lacks=fr",
        "board, words of a title": f"{board}?text={public.title.split()[0]}",
        "emergency queue": reverse("admin:articles_edition_queue"),
        "article": article,
        "history": reverse("admin:articles_article_history", args=[public.article_id]),
        "edition, public": reverse("admin:articles_edition_change", args=[public.pk]),
        "edition, draft": reverse("admin:articles_edition_change", args=[draft.pk]),
        "compare": reverse("admin:articles_article_compare", args=[public.article_id, public.language]),
        "release": f"{reverse('admin:articles_article_release')}?article={draft.article_id}",
        "withdraw": reverse("admin:articles_article_withdraw", args=[public.article_id]),
    }


def measure(client: Client, path: str, requests: int) -> str:
    """One line of figures."""
    database, seconds, queries = Database(), [], 0
    response = client.get(path)
    for _number in range(requests):
        with database.watched():
            start = perf_counter()
            response = client.get(path)
            seconds.append(perf_counter() - start)
        queries = max(queries, database.queries)
    slow = quantiles(seconds, n=20)[-1] if len(seconds) > 1 else seconds[0]
    return f"{response.status_code:>6} {queries:>8} {median(seconds) * 1000:>10.1f} {slow * 1000:>10.1f}"


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=20, help="how many of each screen (20 unless given)")
    options = parser.parse_args()
    with transaction.atomic():
        user = User.objects.create(username="benchmark")
        Right.objects.create(user=user, role=Role.MANAGING_EDITOR)
        draft = drafting.start_article(user, source_language="en", title="A draft", body="<p>Words.</p>")
        client = Client(headers={"host": "localhost"})
        client.force_login(user)
        print(f"{Article.objects.count()} articles; {options.requests} requests of each screen\n")
        print(f"{'':28}{'status':>6} {'queries':>8} {'median ms':>10} {'p95 ms':>10}")
        for name, path in paths(draft).items():
            print(f"{name:28}{measure(client, path, options.requests)}", flush=True)
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
