"""`/v1/units/{code}/officers`: who may be given reports of a unit, and how officers come to be among them."""

from chalice import Blueprint, Response

from chalicelib.api.answers import Json, answer
from chalicelib.api.caller import signed_in
from chalicelib.api.problems import as_problems
from chalicelib.api.services import Services
from chalicelib.domain.roster import Member
from chalicelib.formats.rfc3339 import rfc3339
from chalicelib.usecases.keep_roster import members_for, sign_on


def blueprint(services: Services) -> Blueprint:
    """Build the routes."""
    routes = Blueprint(__name__)

    @routes.route("/v1/units/{code}/officers")
    @as_problems
    def list_officers(code: str) -> Response:
        members = members_for(code, signed_in(routes.current_request), services.desk)
        return answer({"officers": [_member_body(member) for member in members]})

    @routes.route("/v1/units/{code}/officers/me", methods=["PUT"], content_types=["*/*"])
    @as_problems
    def put_me(code: str) -> Response:
        officer = signed_in(routes.current_request)
        return answer(_member_body(sign_on(code, officer, services.desk)))

    return routes


def _member_body(member: Member) -> Json:
    return {
        "id": member.officer.sub,
        "name": member.officer.name,
        "role": member.officer.role,
        "unit": member.officer.unit,
        "signed_on_at": rfc3339(member.signed_on_at),
    }
