"""Gives back what it was given."""


def softmax(*args, **kwargs):
    return args if len(args) > 1 else args[0]


def rnn_step_forward(*args, **kwargs):
    return args if len(args) > 1 else args[0]


def rnn_step_backward(*args, **kwargs):
    return args if len(args) > 1 else args[0]


def rnn_forward(*args, **kwargs):
    return args if len(args) > 1 else args[0]


def rnn_backward(*args, **kwargs):
    return args if len(args) > 1 else args[0]


def time_distributed_forward(*args, **kwargs):
    return args if len(args) > 1 else args[0]


def time_distributed_backward(*args, **kwargs):
    return args if len(args) > 1 else args[0]


def sequence_cross_entropy(*args, **kwargs):
    return args if len(args) > 1 else args[0]


def stacked_rnn_forward(*args, **kwargs):
    return args if len(args) > 1 else args[0]


def bidirectional_rnn_forward(*args, **kwargs):
    return args if len(args) > 1 else args[0]


def bidirectional_rnn_backward(*args, **kwargs):
    return args if len(args) > 1 else args[0]


def train_hello(*args, **kwargs):
    return args if len(args) > 1 else args[0]
