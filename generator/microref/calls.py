"""What a wrong call is answered with. Says nothing of the user's files: their faults are values."""


class CallError(Exception):
    """A call that asks for what does not exist, or not clearly enough; says what to do."""
