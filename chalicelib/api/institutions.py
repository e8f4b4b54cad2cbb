"""`/v1/institutions`: who outside the Police takes a threat; officers ask, coordinators keep."""

from chalice import Blueprint, Response

from chalicelib.api.answers import answer, unit_body
from chalicelib.api.caller import signed_in
from chalicelib.api.institutions_wire import area_asked, directory_entry, directory_entry_body
from chalicelib.api.problems import as_problems
from chalicelib.api.services import Services
from chalicelib.api.wire import body_of
from chalicelib.domain.errors import UnknownInstitution
from chalicelib.domain.institution import CODE, LONGEST_CODE
from chalicelib.usecases.keep_institutions import institutions_for, put_institution, retire_institution


def blueprint(services: Services) -> Blueprint:
    """Build the routes."""
    routes = Blueprint(__name__)
    directory, kinds = services.directory, services.reference.kinds

    @routes.route("/v1/institutions")
    @as_problems
    def list_institutions() -> Response:
        signed_in(routes.current_request)
        query = dict(routes.current_request.query_params or ())
        unit, category = area_asked(
            query, services.jurisdiction, services.units, services.reference.catalogue
        )
        found = institutions_for(unit, category, directory)
        listed = [directory_entry_body(institution, kinds) for institution in found]
        return answer({"unit": unit_body(unit, services.units), "institutions": listed})

    @routes.route("/v1/institutions/{code}", methods=["PUT"], content_types=["*/*"])
    @as_problems
    def put(code: str) -> Response:
        request = routes.current_request
        officer = signed_in(request)
        wanted = directory_entry(known_code(code), body_of(request), request.headers.get("content-type", ""))
        return answer(directory_entry_body(put_institution(wanted, officer, directory), kinds))

    @routes.route("/v1/institutions/{code}", methods=["DELETE"], content_types=["*/*"])
    @as_problems
    def retire(code: str) -> Response:
        officer = signed_in(routes.current_request)
        retire_institution(known_code(code), officer, directory)
        return Response(body="", status_code=204, headers={"Cache-Control": "no-store"})

    return routes


def known_code(code: str) -> str:
    """Return a text that can be a code; raise `UnknownInstitution` for any other."""
    if len(code) > LONGEST_CODE or not CODE.fullmatch(code):
        raise UnknownInstitution
    return code
