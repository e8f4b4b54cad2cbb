"""Resolves CloudFormation's intrinsic functions, so that a template can be read as plain values."""

import base64
import re
from collections.abc import Callable, Mapping
from typing import Any

NO_VALUE = object()
PLACEHOLDER = re.compile(r"\$\{([^}!]+)\}")
LITERAL = re.compile(r"\$\{!([^}]*)\}")


class UnknownReferenceError(LookupError):
    """A name that the template does not define."""


class Resolver:
    """Resolves values against parameters, pseudo parameters and the attributes of resources.

    `attribute(logical_id, name)` answers GetAtt, and Ref when the name is None; it raises KeyError.
    """

    def __init__(
        self,
        template: Mapping[str, Any],
        parameters: Mapping[str, str],
        attribute: Callable[[str, str | None], str],
    ) -> None:
        self._mappings = template.get("Mappings", {})
        self._conditions = template.get("Conditions", {})
        self._parameters = parameters
        self._attribute = attribute
        self._functions: Mapping[str, Callable[[Any], Any]] = {
            "Ref": self._ref,
            "Condition": self.condition,
            "Fn::GetAtt": self._get_att,
            "Fn::Sub": self._sub,
            "Fn::Join": lambda args: str(args[0]).join(map(str, self.value(args[1]))),
            "Fn::Select": lambda args: self.value(args[1])[int(self.value(args[0]))],
            "Fn::Split": lambda args: str(self.value(args[1])).split(args[0]),
            "Fn::If": lambda args: self.value(args[1] if self.condition(args[0]) else args[2]),
            "Fn::Equals": lambda args: self.value(args[0]) == self.value(args[1]),
            "Fn::Not": lambda args: not self.value(args[0]),
            "Fn::And": lambda args: all(self.value(arg) for arg in args),
            "Fn::Or": lambda args: any(self.value(arg) for arg in args),
            "Fn::FindInMap": self._find_in_map,
            "Fn::Base64": lambda arg: base64.b64encode(str(self.value(arg)).encode()).decode(),
        }

    def value(self, raw: Any) -> Any:
        """The value with every intrinsic function resolved; NO_VALUE entries are left out."""
        if isinstance(raw, Mapping):
            function = self._functions.get(next(iter(raw), "")) if len(raw) == 1 else None
            if function is not None and not (len(raw) == 1 and _is_policy_condition(raw)):
                return function(next(iter(raw.values())))
            resolved = {key: self.value(item) for key, item in raw.items()}
            return {key: item for key, item in resolved.items() if item is not NO_VALUE}
        if isinstance(raw, list):
            return [item for item in map(self.value, raw) if item is not NO_VALUE]
        return raw

    def condition(self, name: str) -> bool:
        """Whether a condition of the template holds."""
        if name not in self._conditions:
            raise UnknownReferenceError(f"The template has no condition {name!r}.")
        return bool(self.value(self._conditions[name]))

    def _ref(self, name: str) -> Any:
        if name == "AWS::NoValue":
            return NO_VALUE
        return self._parameters[name] if name in self._parameters else self._resource(name, None)

    def _get_att(self, args: str | list[str]) -> str:
        logical_id, _, attribute = (args if isinstance(args, str) else ".".join(args)).partition(".")
        return self._resource(logical_id, attribute)

    def _resource(self, logical_id: str, attribute: str | None) -> str:
        try:
            return self._attribute(logical_id, attribute)
        except KeyError as error:
            wanted = f"{logical_id}.{attribute}" if attribute else logical_id
            raise UnknownReferenceError(f"The local cloud does not know {wanted!r}.") from error

    def _sub(self, args: str | list[Any]) -> str:
        text, names = (args, {}) if isinstance(args, str) else (args[0], self.value(args[1]))

        def fill(match: re.Match[str]) -> str:
            name = match.group(1).strip()
            if name in names:
                return str(names[name])
            return str(self._get_att(name) if "." in name else self._ref(name))

        return LITERAL.sub(r"${\1}", PLACEHOLDER.sub(fill, text))

    def _find_in_map(self, args: list[Any]) -> Any:
        table, first, second = (self.value(arg) for arg in args[:3])
        return self._mappings[table][first][second]


def _is_policy_condition(raw: Mapping[str, Any]) -> bool:
    """An IAM statement may hold nothing but a `Condition` block, which is a mapping and no name."""
    return "Condition" in raw and not isinstance(raw["Condition"], str)
