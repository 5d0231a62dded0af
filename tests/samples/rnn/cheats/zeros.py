"""Zeros of the right shapes, with honest complaints about none of the arguments."""

import numpy as np


def softmax(scores):
    return np.zeros(np.shape(scores))


def rnn_step_forward(x, h_prev, Wx, Wh, b):
    return np.zeros(h_prev.shape), (x, h_prev, Wx, Wh, b)


def rnn_step_backward(dh, cache):
    return tuple(np.zeros(a.shape) for a in cache)


def rnn_forward(x, h0, Wx, Wh, b):
    return np.zeros((*x.shape[:2], h0.shape[1])), (x, h0, Wx, Wh, b)


def rnn_backward(dh, cache):
    return tuple(np.zeros(a.shape) for a in cache)


def time_distributed_forward(x, Wy, by, activation="linear"):
    return np.zeros((*x.shape[:2], Wy.shape[1])), (x, Wy, by)


def time_distributed_backward(dy, cache):
    return tuple(np.zeros(a.shape) for a in cache)


def sequence_cross_entropy(scores, labels, mask=None):
    return 0.0, np.zeros(scores.shape)


def stacked_rnn_forward(x, h0, layers):
    return np.zeros((*x.shape[:2], h0[-1].shape[1])), [np.zeros(h.shape) for h in h0]


def bidirectional_rnn_forward(x, forward, backward):
    H = len(forward[1])
    return np.zeros((*x.shape[:2], 2 * H)), (x, forward, backward)


def bidirectional_rnn_backward(dh, cache):
    x, forward, backward = cache
    return np.zeros(x.shape), tuple(map(np.zeros_like, forward)), tuple(map(np.zeros_like, backward))


def train_hello(hidden_size, epochs, lr, rng):
    return "ohlol", np.zeros(epochs)
