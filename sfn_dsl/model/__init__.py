"""The authoring model: states, handlers, machines and workflows, as frozen values."""
