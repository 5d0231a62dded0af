"""Does nothing: every function answers None."""


def softmax(*args, **kwargs):
    return None


def rnn_step_forward(*args, **kwargs):
    return None


def rnn_step_backward(*args, **kwargs):
    return None


def rnn_forward(*args, **kwargs):
    return None


def rnn_backward(*args, **kwargs):
    return None


def time_distributed_forward(*args, **kwargs):
    return None


def time_distributed_backward(*args, **kwargs):
    return None


def sequence_cross_entropy(*args, **kwargs):
    return None


def stacked_rnn_forward(*args, **kwargs):
    return None


def bidirectional_rnn_forward(*args, **kwargs):
    return None


def bidirectional_rnn_backward(*args, **kwargs):
    return None


def train_hello(*args, **kwargs):
    return None
