"""What a robot project offers: the methods that clients and jobs may call, read off its module.

Works on code objects, because importing ``inspect`` would cost every start of a worker more than all this.
"""
import math
import os
import sys
import types

HOOKS = frozenset(("init", "stop", "push_message"))
MOST_METHODS = 500
LONGEST_DEFAULT = 200
TYPES = {"int": "integer", "float": "number", "str": "string", "bool": "boolean", "list": "array", "tuple": "array",
         "dict": "object"}


def methods(module, directory):
    """The public methods of the module's objects and of its classes that need no arguments, and its own functions."""
    objects = [(name, value) for name, value in vars(module).items() if not name.startswith("_")]
    instantiated = {base for _, value in objects for base in type(value).__mro__}
    found = []
    for name, value in objects:
        if isinstance(value, types.FunctionType):
            if value.__module__ == module.__name__ and name not in HOOKS:
                found.append(signature(name, "__call__", value, 0))
        elif not isinstance(value, type):
            found.extend(methods_of(name, type(value), directory))
        elif value not in instantiated and not issubclass(value, BaseException) and needs_nothing(value):
            found.extend(methods_of(name, value, directory))
    return found[:MOST_METHODS]


def methods_of(name, kind, directory):
    members = {}
    for base in reversed(kind.__mro__):
        source = getattr(sys.modules.get(base.__module__), "__file__", None) or ""
        if source.startswith(directory + os.sep):
            members.update(vars(base))
    for method, value in members.items():
        wrapped = isinstance(value, (staticmethod, classmethod))
        function = value.__func__ if wrapped else value
        if not method.startswith("_") and isinstance(function, types.FunctionType):
            yield signature(name, method, function, 0 if isinstance(value, staticmethod) else 1)


def needs_nothing(kind):
    code = getattr(kind.__init__, "__code__", None)
    if code is None:
        return kind.__init__ is object.__init__
    return code.co_argcount - len(kind.__init__.__defaults__ or ()) <= 1


def signature(name, method, function, skip):
    """:param skip: how many arguments Python gives itself: ``self`` or ``cls``"""
    code = function.__code__
    positional = code.co_varnames[skip:code.co_argcount]
    named = code.co_varnames[code.co_argcount:code.co_argcount + code.co_kwonlyargcount]
    defaults = dict(zip(reversed(positional), reversed(function.__defaults__ or ())))
    defaults.update(function.__kwdefaults__ or {})
    params = []
    for argument in positional + named:
        annotation = function.__annotations__.get(argument, type(defaults.get(argument)))
        param = {"name": argument, "type": TYPES.get(getattr(annotation, "__name__", str(annotation)), "any"),
                 "required": argument not in defaults}
        if argument in defaults and is_plain(defaults[argument]):
            param["default"] = defaults[argument]
        params.append(param)
    lines = (function.__doc__ or "").strip().splitlines()
    return {"object": name, "method": method, "doc": lines[0] if lines else "", "params": params}


def is_plain(value):
    """Whether it is short and means the same in JSON."""
    if isinstance(value, float):
        return math.isfinite(value)
    return value is None or isinstance(value, (bool, int)) or (
        isinstance(value, str) and len(value) <= LONGEST_DEFAULT)
