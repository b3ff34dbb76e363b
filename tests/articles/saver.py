"""One of several processes that save at once; run by test_many_saves. Prints what became of each save as JSON."""

import json
import random
import sys

import django


def main(database: str, username: str, saves: int, seed: int) -> None:
    django.setup()
    from django.db import connection

    connection.settings_dict["NAME"] = database
    from articles import drafting
    from articles.models import Edition, WorkingCopy
    from articles.workflow import Conflict
    from staff.models import User

    user = User.objects.get(username=username)
    chance = random.Random(seed)
    editions = list(Edition.objects.open().values_list("pk", flat=True))
    print("ready", flush=True)
    sys.stdin.readline()
    outcomes = []
    for number in range(saves):
        edition = Edition.objects.select_related("article").get(pk=chance.choice(editions))
        title = f"By {username}, save {number}"
        drafting.keep_working_copy(edition, user, revision=edition.revision, title=title)
        try:
            drafting.save_text(edition, user, revision=edition.revision, title=title)
            outcomes.append({"edition": edition.pk, "title": title, "saved": True, "kept": False})
        except Conflict:
            kept = WorkingCopy.objects.get(edition=edition, user=user).text["title"] == title
            outcomes.append({"edition": edition.pk, "title": title, "saved": False, "kept": kept})
    print(json.dumps(outcomes), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
