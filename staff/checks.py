"""Mistakes in the settings of signing in, found before anyone is locked out by them."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, register

from .models import Role

__all__ = ["roles_exist"]


@register
def roles_exist(app_configs: Any, **kwargs: Any) -> list[Error]:  # noqa: ARG001
    """Every name in NEWSROOM_SECOND_FACTOR_ROLES is a role."""
    return [
        Error(
            f"NEWSROOM_SECOND_FACTOR_ROLES holds “{role}”, which is not a role.",
            hint=f"The roles are {', '.join(Role.values)}.",
            id="staff.E001",
        )
        for role in settings.NEWSROOM_SECOND_FACTOR_ROLES
        if role not in Role.values
    ]
