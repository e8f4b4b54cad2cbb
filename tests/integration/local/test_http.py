"""The edge and the gateway over real connections."""

import json
from collections.abc import Callable

from infra.local.system import System

Ask = Callable[..., tuple[int, dict[str, str], bytes]]


def test_a_route_reaches_its_function_with_path_query_and_viewer(system: System, ask: Ask) -> None:
    status, headers, body = ask("GET", "/v1/hello/Ola?a=1&a=2&empty=", X_Viewer_Address="9.9.9.9")

    answer = json.loads(body)
    assert (status, headers["content-type"]) == (200, "application/json")
    assert answer["greeting"] == "hello Ola"
    assert answer["query"] == {"a": ["1", "2"], "empty": [""]}
    assert answer["viewer"]["x-viewer-address"] == "127.0.0.1"
    assert answer["viewer"]["x-viewer-host"] == system.url.removeprefix("http://")


def test_the_edge_presents_the_secret_of_the_template(system: System, ask: Ask) -> None:
    secret = system.client("secretsmanager").get_secret_value(SecretId="threat-map-Key")["SecretString"]

    _, _, body = ask("GET", "/v1/hello/Ola", X_Origin_Secret="guessed")

    assert json.loads(body)["viewer"]["x-origin-secret"] == secret
    assert len(secret) == 40


def test_an_unknown_path_or_method_gets_the_gateways_answer_of_the_template(ask: Ask) -> None:
    for method, path in (("GET", "/v1/nowhere"), ("DELETE", "/v1/hello/Ola")):
        status, headers, body = ask(method, path)

        assert (status, headers["content-type"]) == (404, "application/problem+json")
        assert json.loads(body) == {"title": "Not Found"}


def test_a_preflight_is_answered_by_the_gateway(ask: Ask) -> None:
    status, headers, _ = ask("OPTIONS", "/v1/echo", Origin="https://a.example")

    assert status == 200
    assert headers["access-control-allow-origin"] == "*"
    assert headers["access-control-allow-methods"] == "GET,POST,OPTIONS"


def test_a_binary_answer_is_bytes_for_who_accepts_its_type(ask: Ask) -> None:
    status, headers, body = ask("GET", "/v1/picture", Accept="image/png")

    assert (status, headers["content-type"], body) == (200, "image/png", b"\x89PNG")


def test_a_body_arrives_as_it_was_sent(ask: Ask) -> None:
    text = ask("POST", "/v1/echo", "zażółć".encode(), Content_Type="text/plain")
    picture = ask("POST", "/v1/echo", b"\x89PNG\x00", Content_Type="image/png")

    assert json.loads(text[2]) == {"length": 10}
    assert json.loads(picture[2]) == {"length": 5}
    assert text[0] == 201


def test_a_body_of_more_than_ten_megabytes_is_refused(ask: Ask) -> None:
    just = ask("POST", "/v1/echo", b"x" * 10 * 1024 * 1024, Content_Type="text/plain")
    more = ask("POST", "/v1/echo", b"x" * (10 * 1024 * 1024 + 1), Content_Type="text/plain")

    assert (just[0], more[0]) == (201, 413)


def test_a_function_that_fails_is_a_bad_gateway(ask: Ask) -> None:
    status, _, body = ask("POST", "/v1/echo", b"crash", Content_Type="text/plain")

    assert status in (500, 502)
    assert b"Internal" in body or b"internal" in body


def test_the_front_page_comes_from_the_bucket_with_the_headers_of_the_template(ask: Ask) -> None:
    status, headers, body = ask("GET", "/")

    assert (status, body) == (200, b"<h1>front</h1>\n")
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["x-kind"] == "site"
    assert headers["cache-control"] == "no-cache"  # the object's own: the template does not override it


def test_the_viewer_function_finds_the_page_of_the_docs(ask: Ask) -> None:
    assert ask("GET", "/docs")[2] == ask("GET", "/docs/")[2] == b"<h1>docs</h1>\n"


def test_what_the_caller_has_is_not_sent_again(ask: Ask) -> None:
    tag = ask("GET", "/index.html")[1]["etag"]

    status, headers, body = ask("GET", "/index.html", If_None_Match=tag)

    assert (status, body) == (304, b"")
    assert headers["etag"] == tag


def test_a_range_is_sent_alone(ask: Ask) -> None:
    status, headers, body = ask("GET", "/index.html", Range="bytes=1-2")

    assert (status, body, headers["content-range"]) == (206, b"h1", "bytes 1-2/15")


def test_a_head_has_the_length_and_no_body(ask: Ask) -> None:
    status, headers, body = ask("HEAD", "/index.html")

    assert (status, headers["content-length"], body) == (200, "15", b"")


def test_files_with_the_contents_hash_in_their_name_may_be_kept_for_ever(ask: Ask) -> None:
    _, headers, _ = ask("GET", "/assets/app-1a2b.js")

    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert headers["content-type"] == "text/javascript; charset=utf-8"


def test_nothing_is_posted_to_a_bucket(ask: Ask) -> None:
    assert ask("POST", "/index.html", b"x")[0] == 403


def test_a_missing_page_is_not_found(ask: Ask) -> None:
    assert ask("GET", "/nothing.html")[0] == 404


def test_a_path_with_spaces_and_letters_finds_its_object(system: System, ask: Ask) -> None:
    system.client("s3").put_object(Bucket="threat-map-site", Key="a b/ż.txt", Body=b"here")

    assert ask("GET", "/a%20b/%C5%BC.txt")[2] == b"here"


def test_a_tile_comes_from_the_bucket_and_a_missing_one_from_the_api(system: System, ask: Ask) -> None:
    system.client("s3").put_object(
        Bucket="threat-map-files", Key="v1/tiles/there", Body=b"zipped", ContentEncoding="gzip"
    )

    there, missing = ask("GET", "/v1/tiles/there"), ask("GET", "/v1/tiles/missing")

    assert (there[0], there[1]["content-encoding"], there[2]) == (200, "gzip", b"zipped")
    assert (missing[0], missing[1]["x-from"], missing[2]) == (204, "api", b"")


def test_a_kept_connection_answers_one_request_after_another(ask: Ask) -> None:
    assert [ask("GET", "/v1/hello/Ola")[0] for _ in range(20)] == [200] * 20
