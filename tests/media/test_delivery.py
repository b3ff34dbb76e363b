"""Files that a web server or an object store hands out, still behind the same door."""

import hashlib
import hmac
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from articles.media.keeping import add_image
from newsroom.environment import file_origins
from tests.desk_cast import draft, public
from tests.media.pictures import upload

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin")


def shown():
    edition = public(draft("Hello"))
    edition.article.lead_image = add_image(upload())
    edition.article.save()
    return edition.article.lead_image


@pytest.mark.django_db
def test_the_web_server_is_told_where_the_file_lies(client: Client, settings):
    settings.NEWSROOM_ACCEL_REDIRECT = "/uploads/"
    image = shown()

    response = client.get(f"/files/{image.file.name}")

    assert response.headers["X-Accel-Redirect"] == f"/uploads/{image.file.name}"
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.content == b""
    assert "X-Accel-Redirect" not in client.get("/files/images/none.jpg").headers


CONFIGURATION = """
daemon off; worker_processes 1; pid {directory}/nginx.pid; error_log {directory}/error.log;
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path {directory}/body; proxy_temp_path {directory}/proxy; fastcgi_temp_path {directory}/fastcgi;
  uwsgi_temp_path {directory}/uwsgi; scgi_temp_path {directory}/scgi;
  server {{
    listen 127.0.0.1:{port};
    location / {{ proxy_pass {site}; proxy_set_header Host localhost; }}
    location /uploads/ {{ internal; alias {media}/; }}
  }}
}}
"""


@pytest.fixture
def nginx(live_server, settings, tmp_path, files):
    """The address of an nginx in front of the site; skipped where there is none."""
    if NGINX is None:
        pytest.skip("nginx is not installed")
    settings.NEWSROOM_ACCEL_REDIRECT = "/uploads/"
    directory = tmp_path.parent / f"{tmp_path.name}-nginx"
    directory.mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    for path in (tmp_path, *tmp_path.parents[:3]):
        path.chmod(path.stat().st_mode | 0o055)
    configuration = directory / "nginx.conf"
    configuration.write_text(
        CONFIGURATION.format(directory=directory, port=port, site=live_server.url, media=settings.MEDIA_ROOT)
        + ("" if Path("/proc/self").stat().st_uid else "\nuser root;\n")
    )
    process = subprocess.Popen([NGINX, "-c", str(configuration)], stderr=subprocess.PIPE)
    for _turn in range(50):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(10)


def status(url: str) -> tuple[int, bytes, str]:
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return answer.status, answer.read(), answer.headers["Content-Type"]
    except urllib.error.HTTPError as error:
        return error.code, b"", ""


@pytest.mark.django_db(transaction=True)
def test_nginx_hands_out_what_is_public_and_nothing_else(nginx, files):
    image, hidden = shown(), add_image(upload())
    content = (files / image.file.name).read_bytes()

    assert status(f"{nginx}/files/{image.file.name}") == (200, content, "image/jpeg")
    assert status(f"{nginx}/files/{hidden.file.name}")[0] == 404
    assert status(f"{nginx}/uploads/{image.file.name}")[0] == 404
    assert status(f"{nginx}/uploads/{hidden.file.name}")[0] == 404


def use_bucket(settings, endpoint: str | None) -> None:
    """Keep files in the bucket “newsroom” of the object store."""
    options = {"bucket_name": "newsroom", "endpoint_url": endpoint, "default_acl": None, "signature_version": "s3v4"}
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    }


@pytest.fixture
def bucket(settings, monkeypatch):
    """An object store of moto's on this machine; skipped where moto or django-storages is not installed."""
    server = pytest.importorskip("moto.server", reason="moto is not installed").ThreadedMotoServer(port=0)
    pytest.importorskip("storages.backends.s3", reason="django-storages[s3] is not installed")
    import boto3

    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    server.start()
    _host, port = server.get_host_and_port()
    endpoint = f"http://127.0.0.1:{port}"
    boto3.client("s3", endpoint_url=endpoint).create_bucket(Bucket="newsroom")
    use_bucket(settings, endpoint)
    yield endpoint
    server.stop()


@pytest.mark.django_db
def test_an_object_store_hands_out_at_signed_addresses_that_end(client: Client, bucket):
    image = shown()

    response = client.get(f"/files/{image.file.name}")

    assert response.status_code == 302
    assert response.url.startswith(bucket)
    assert "X-Amz-Expires=60" in response.url
    code, content, media_type = status(response.url)
    assert (code, media_type) == (200, "image/jpeg")
    assert content.startswith(b"\xff\xd8")
    assert client.get("/files/images/none.jpg").status_code == 404


def is_honoured(address: str, at: datetime) -> bool:
    """Whether a store that keeps to the rule would hand out the file at the instant: moto takes any signature.

    Signature Version 4 in the query, as “Authenticating Requests: Using Query
    Parameters” in the reference of Amazon S3 has it.
    """
    parts = urlsplit(address)
    asked = dict(parse_qsl(parts.query))
    given = asked.pop("X-Amz-Signature", "")
    query = "&".join(f"{quote(name, safe='')}={quote(asked[name], safe='')}" for name in sorted(asked))
    request = f"GET\n{parts.path}\n{query}\nhost:{parts.netloc}\n\nhost\nUNSIGNED-PAYLOAD"
    scope = asked["X-Amz-Credential"].split("/")[1:]
    hashed = hashlib.sha256(request.encode()).hexdigest()
    signed = "\n".join(["AWS4-HMAC-SHA256", asked["X-Amz-Date"], "/".join(scope), hashed])
    key = b"AWS4testing"
    for part in [*scope, signed]:
        key = hmac.digest(key, part.encode(), "sha256")
    begins_at = datetime.strptime(asked["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return key.hex() == given and begins_at <= at < begins_at + timedelta(seconds=int(asked["X-Amz-Expires"]))


@pytest.mark.django_db
@pytest.mark.usefixtures("bucket")
def test_a_signed_address_is_of_no_use_a_minute_later_or_for_another_file(client: Client):
    image, hidden = shown(), add_image(upload())

    address = client.get(f"/files/{image.file.name}").url

    now = timezone.now()
    assert is_honoured(address, now)
    assert not is_honoured(address, now + timedelta(seconds=60))
    assert not is_honoured(address.replace("X-Amz-Expires=60", "X-Amz-Expires=6000"), now)
    assert not is_honoured(address.replace(image.file.name, hidden.file.name), now)
    assert not is_honoured(address.replace("inline", "attachment"), now)


@pytest.mark.django_db
def test_a_browser_may_load_images_from_the_store_and_from_nowhere_else(bucket, client: Client):
    image = shown()
    address = urlsplit(client.get(f"/files/{image.file.name}").url)

    assert f"{address.scheme}://{address.netloc}" in file_origins("newsroom", bucket, "")
    assert file_origins("", "", "eu-west-1") == []


@pytest.mark.parametrize("region", ["", "eu-west-1"])
def test_the_origins_of_a_bucket_are_those_that_its_addresses_have(region, settings, monkeypatch):
    pytest.importorskip("storages.backends.s3", reason="django-storages[s3] is not installed")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", region or "us-east-1")
    use_bucket(settings, None)

    address = urlsplit(default_storage.url("images/a.jpg"))

    assert f"{address.scheme}://{address.netloc}" in file_origins("newsroom", "", region)
