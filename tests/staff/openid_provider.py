"""A small OpenID Connect provider, standing in for an institution's directory.

Code flow with PKCE, RS256 identity tokens, discovery, keys and user info: what
OpenID Connect Core 1.0 and Discovery 1.0 ask of the least provider.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "newsroom", "between the two of them"


class Directory:
    """Serves until ``stop()``; ``person`` is who is signed in at the directory: the claims it gives about them."""

    def __init__(self) -> None:
        self.person: dict = {}
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.asked: dict[str, dict] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"directory": self}))
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def settings(self) -> dict:
        """What OIDC_… in the environment would make of it."""
        app = {"provider_id": "directory", "name": "Directory", "client_id": CLIENT, "secret": SECRET}
        app["settings"] = {"server_url": self.url, "verified_email": False}
        return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}

    def authorize(self, address: str) -> str:
        """What the directory's own sign-in page does in the end: the address to go back to, with a code."""
        asked = dict(parse_qsl(urlsplit(address).query))
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        assert "openid" in asked["scope"].split()
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe()
        self.asked[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def configuration(self) -> dict:
        ends = {f"{end}_endpoint": f"{self.url}/{end}" for end in ("authorization", "token", "userinfo")}
        return {
            "issuer": self.url,
            "jwks_uri": f"{self.url}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "id_token_signing_alg_values_supported": ["RS256"],
            **ends,
        }

    def keys(self) -> dict:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": "1", "use": "sig", "alg": "RS256"}]}

    def token(self, form: dict[str, str]) -> dict | None:
        """Tokens for a code, once, to the client that has the secret and the verifier; else None."""
        asked = self.asked.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if not asked or form.get("client_secret") != SECRET or challenge != asked["code_challenge"]:
            return None
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 60, **self.person}
        identity = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "1"})
        return {"access_token": "open", "token_type": "Bearer", "expires_in": 60, "id_token": identity}


class _Handler(BaseHTTPRequestHandler):
    directory: Directory

    def do_GET(self) -> None:
        match urlsplit(self.path).path:
            case "/.well-known/openid-configuration":
                self._answer(self.directory.configuration())
            case "/keys":
                self._answer(self.directory.keys())
            case "/userinfo" if self.headers["Authorization"] == "Bearer open":
                self._answer(self.directory.person)
            case "/authorization":
                self.send_response(302)
                self.send_header("Location", self.directory.authorize(self.path))
                self.end_headers()
            case _:
                self.send_error(404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        tokens = self.directory.token({name: values[0] for name, values in parse_qs(body).items()})
        if tokens:
            self._answer(tokens)
        else:
            self._answer({"error": "invalid_grant"}, 400)

    def _answer(self, content: dict, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())

    def log_message(self, *_arguments) -> None:
        pass
