"""moto: every service but Step Functions, as an application to put behind a socket.

moto has one account for the whole process, and its settings are global. Only this module and those
it calls change them, in context managers that restore them. A service is imported when it is first
asked.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, Final

from moto import backends
from moto.core.base_backend import BackendDict
from moto.core.config import default_user_config
from moto.core.model_instances import reset_model_data
from moto.moto_server import werkzeug_app
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

from sfn_dsl.local.determinism import by_name
from sfn_dsl.local.guard import NO_CONTROLS, refused
from sfn_dsl.local.replacing import replaced

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_LOGGER: Final = logging.getLogger(__name__)


@contextmanager
def emulation() -> Iterator[None]:
    """Provide an empty account."""
    with ExitStack() as stack:
        stack.enter_context(_quiet())
        stack.enter_context(_settings())
        stack.enter_context(_known_services())
        stack.enter_context(_empty_account())
        yield


def services(on_import: Callable[[], None] = lambda: None) -> WSGIApplication:
    """Answer for moto's services; `on_import` is called when one more was imported."""

    def application_of(service: Any) -> Any:
        # Any: moto asks for an application of Flask, and uses it as any other of WSGI.
        if service == "moto_api":  # its own controls are no service
            return refused(NO_CONTROLS)
        if service is None:
            return _unsupported("the embedded AWS has no such service")
        try:
            with by_name(f"import of {service}"):
                return create_backend_app(service)
        except ModuleNotFoundError as missing:
            return _unsupported(
                f"the embedded AWS has no '{service}', for which moto needs the module "
                f"'{missing.name}'; run pip install 'moto[{service}]', or answer tasks that call "
                "it from a file of --mocks"
            )
        finally:
            on_import()

    return _with_plain_errors(DomainDispatcherApplication(application_of))


def _with_plain_errors(moto: WSGIApplication) -> WSGIApplication:
    """Answer what moto cannot with an error that says so, in place of a page with a traceback."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            return moto(environ, start_response)
        except NotImplementedError as error:
            why = f"the embedded AWS does not support this: {error or 'moto lacks it'}"
        except Exception as error:
            _LOGGER.debug("moto failed", exc_info=True)
            why = f"the embedded AWS cannot answer this: {type(error).__name__}: {error}"
        return _unsupported(f"{why:.500}")(environ, start_response)

    return answer


def _unsupported(why: str) -> WSGIApplication:
    """An application that refuses every request, which no SDK then tries again."""
    return refused(why, "NotImplemented", "501 Not Implemented")


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep moto's messages off standard error; handlers of the root logger get them."""
    logger, handler = logging.getLogger("moto"), logging.NullHandler()
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


@contextmanager
def _known_services() -> Iterator[None]:
    """Let moto look up its services once, and not in its folder for each request; in silence."""
    names = tuple(backends.list_of_moto_modules())
    with (
        replaced(backends, "list_of_moto_modules", lambda: names),
        replaced(werkzeug_app, "print", lambda *_: None),
    ):
        yield


@contextmanager
def _settings() -> Iterator[None]:
    before = default_user_config.copy()
    default_user_config["lambda"] = {"use_docker": False}
    default_user_config["batch"] = {"use_docker": False}
    try:
        yield
    finally:
        default_user_config.update(before)


@contextmanager
def _empty_account() -> Iterator[None]:
    _forget_everything()
    try:
        yield
    finally:
        _forget_everything()


def _forget_everything() -> None:
    BackendDict.reset()
    reset_model_data()
