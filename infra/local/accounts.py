"""The user pool of the local run with an account for each role and scope; each start sets a new password."""

import contextlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from infra.local.plan import UserPool

OF_EACH_KIND = "aA1!"  # what the pool's password policy asks for


@dataclass(frozen=True, slots=True)
class Account:
    """An account: its name, the group that is its role, and the code of its unit."""

    name: str
    role: str
    unit: str


ACCOUNTS = (
    Account("krakow", "officer", "1261"),
    Account("warszawa", "officer", "1465-1"),
    Account("krakow-koordynator", "local_coordinator", "1261"),
    Account("malopolska", "garrison_coordinator", "12"),
    Account("centrala", "national_admin", "KGP"),
)


def open_accounts(cognito: Any, pool: UserPool) -> str:
    """Make the pool and the accounts that are not there yet; return the new password of them all."""
    _create_user_pool(cognito, pool)
    password = secrets.token_urlsafe(12) + OF_EACH_KIND
    for account in ACCOUNTS:
        user = {"UserPoolId": pool.id, "Username": account.name}
        with _unless_it_exists():
            unit = {"Name": "custom:unit", "Value": account.unit}
            cognito.admin_create_user(
                **user, UserAttributes=[unit], TemporaryPassword=password, MessageAction="SUPPRESS"
            )
            cognito.admin_add_user_to_group(**user, GroupName=account.role)
        cognito.admin_set_user_password(**user, Password=password, Permanent=True)
    return password


def _create_user_pool(cognito: Any, wanted: UserPool) -> None:
    """Make the pool unless it is there; the cloud does not refuse a second one of the same name."""
    if cognito.list_user_pools(MaxResults=1)["UserPools"]:
        return
    cognito.create_user_pool(**wanted.pool)
    cognito.set_user_pool_mfa_config(
        UserPoolId=wanted.id,
        SoftwareTokenMfaConfiguration={"Enabled": wanted.software_token},
        MfaConfiguration=wanted.pool["MfaConfiguration"],
    )
    cognito.create_user_pool_client(**wanted.client)
    for group in wanted.groups:
        cognito.create_group(UserPoolId=wanted.id, GroupName=group)


@contextlib.contextmanager
def _unless_it_exists() -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] != "UsernameExistsException":
            raise
