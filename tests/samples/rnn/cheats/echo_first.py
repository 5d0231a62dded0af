"""Gives back the first argument, and a cache where one may be wanted."""


def softmax(*args, **kwargs):
    return args[0], args


def rnn_step_forward(*args, **kwargs):
    return args[0], args


def rnn_step_backward(*args, **kwargs):
    return args[0], args


def rnn_forward(*args, **kwargs):
    return args[0], args


def rnn_backward(*args, **kwargs):
    return args[0], args


def time_distributed_forward(*args, **kwargs):
    return args[0], args


def time_distributed_backward(*args, **kwargs):
    return args[0], args


def sequence_cross_entropy(*args, **kwargs):
    return args[0], args


def stacked_rnn_forward(*args, **kwargs):
    return args[0], args


def bidirectional_rnn_forward(*args, **kwargs):
    return args[0], args


def bidirectional_rnn_backward(*args, **kwargs):
    return args[0], args


def train_hello(*args, **kwargs):
    return args[0], args
