"""How the parts of `BotoApi` reach AWS."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient


class Connection(ABC):
    """The clients to call, and the block that each call is made in.

    `BotoApi` has them; its parts only know of them, so that none but it imports boto3.
    """

    _stepfunctions: SFNClient

    @abstractmethod
    def _asking(self, operation: str) -> AbstractContextManager[None]:
        """The block in which an operation is called and its answer read.

        Raises RefusalError for an answer that is an error, DeploymentError for what keeps AWS from
        being asked.
        """

    @abstractmethod
    def _sibling(self, service: str) -> Any:
        """The client of another service, in the same place and with the same credentials."""

    @abstractmethod
    def _trying_once(self) -> SFNClient:
        """The client for a call that can be done without, and is not tried again."""

    @abstractmethod
    def _for_versions(self) -> SFNClient:
        """The client for what an emulator may not know, and is not asked for again and again."""
