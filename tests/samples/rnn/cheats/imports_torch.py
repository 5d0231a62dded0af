"""Lets torch do the work, but asks it in the wrong way."""

import torch


def softmax(*args, **kwargs):
    return torch.tanh(torch.zeros(2, 3)), None


def rnn_step_forward(*args, **kwargs):
    return torch.tanh(torch.zeros(2, 3)), None


def rnn_step_backward(*args, **kwargs):
    return torch.tanh(torch.zeros(2, 3)), None


def rnn_forward(*args, **kwargs):
    return torch.tanh(torch.zeros(2, 3)), None


def rnn_backward(*args, **kwargs):
    return torch.tanh(torch.zeros(2, 3)), None


def time_distributed_forward(*args, **kwargs):
    return torch.tanh(torch.zeros(2, 3)), None


def time_distributed_backward(*args, **kwargs):
    return torch.tanh(torch.zeros(2, 3)), None


def sequence_cross_entropy(*args, **kwargs):
    return torch.tanh(torch.zeros(2, 3)), None


def stacked_rnn_forward(*args, **kwargs):
    return torch.tanh(torch.zeros(2, 3)), None


def bidirectional_rnn_forward(*args, **kwargs):
    return torch.tanh(torch.zeros(2, 3)), None


def bidirectional_rnn_backward(*args, **kwargs):
    return torch.tanh(torch.zeros(2, 3)), None


def train_hello(*args, **kwargs):
    return torch.tanh(torch.zeros(2, 3)), None
