"""Shows the e-mails that the functions sent, so that a letter and its link can be seen."""

import json
import urllib.request

from infra.local.message import Answer, Request

PATH = "/local/letters"
KEPT = 100


class Letters:
    """Reads what the local SES was told to send; nothing leaves the machine."""

    def __init__(self, endpoint: str, account: str) -> None:
        self._address = f"{endpoint}/_ministack/ses/messages?account={account}"
        self._account = account

    def handle(self, _: Request) -> Answer:
        """Answer the latest letters, the newest first, as JSON."""
        with urllib.request.urlopen(self._address, timeout=10) as response:  # noqa: S310 - the local cloud
            sent = json.load(response)["messages"].get(self._account, [])
        letters = [
            {"to": one["To"], "from": one["Source"], "subject": one["Subject"], "text": one["BodyText"]}
            for one in reversed(sent[-KEPT:])
        ]
        text = json.dumps({"letters": letters}, ensure_ascii=False, indent=1)
        headers = [("Content-Type", "application/json"), ("Cache-Control", "no-store")]
        return Answer(200, headers, text.encode())
