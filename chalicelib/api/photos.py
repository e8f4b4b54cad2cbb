"""`/v1/reports/{report_id}/photos`: photos of the site, for officers who have the report."""

from chalice import Blueprint, Response

from chalicelib.api.answers import answer
from chalicelib.api.caller import signed_in
from chalicelib.api.photos_wire import known_photo, photo_body, photos_body, upload_body, wanted_type
from chalicelib.api.problems import as_problems
from chalicelib.api.reports import known_form
from chalicelib.api.services import Services
from chalicelib.api.wire import body_of
from chalicelib.usecases.keep_photos import add_photo, look_at_photos, remove_photo


def blueprint(services: Services) -> Blueprint:
    """Build the routes."""
    routes = Blueprint(__name__)
    desk, album = services.desk, services.album

    @routes.route("/v1/reports/{report_id}/photos")
    @as_problems
    def list_photos(report_id: str) -> Response:
        officer = signed_in(routes.current_request)
        report = look_at_photos(known_form(report_id), officer, desk)
        return answer({"photos": photos_body(report, officer, album.doors)})

    @routes.route("/v1/reports/{report_id}/photos", methods=["POST"], content_types=["*/*"])
    @as_problems
    def post_photo(report_id: str) -> Response:
        request = routes.current_request
        officer = signed_in(request)
        content_type = wanted_type(body_of(request), request.headers.get("content-type", ""))
        photo, form = add_photo(known_form(report_id), content_type, officer, desk, album)
        body = {
            "photo": photo_body(report_id, photo, officer, album.doors),
            "upload": upload_body(photo, form),
        }
        return answer(body, status=201)

    @routes.route("/v1/reports/{report_id}/photos/{photo_id}", methods=["DELETE"], content_types=["*/*"])
    @as_problems
    def delete_photo(report_id: str, photo_id: str) -> Response:
        officer = signed_in(routes.current_request)
        remove_photo(known_form(report_id), known_photo(photo_id), officer, desk, album)
        return Response(body="", status_code=204, headers={"Cache-Control": "no-store"})

    return routes
