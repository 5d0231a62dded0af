"""Every call is bad input, and the message names every argument."""


def softmax(*args, **kwargs):
    raise ValueError("x h0 h_prev Wx Wh b dh dy Wy by scores labels mask layers forward backward activation: got (0,), wanted (1,)")


def rnn_step_forward(*args, **kwargs):
    raise ValueError("x h0 h_prev Wx Wh b dh dy Wy by scores labels mask layers forward backward activation: got (0,), wanted (1,)")


def rnn_step_backward(*args, **kwargs):
    raise ValueError("x h0 h_prev Wx Wh b dh dy Wy by scores labels mask layers forward backward activation: got (0,), wanted (1,)")


def rnn_forward(*args, **kwargs):
    raise ValueError("x h0 h_prev Wx Wh b dh dy Wy by scores labels mask layers forward backward activation: got (0,), wanted (1,)")


def rnn_backward(*args, **kwargs):
    raise ValueError("x h0 h_prev Wx Wh b dh dy Wy by scores labels mask layers forward backward activation: got (0,), wanted (1,)")


def time_distributed_forward(*args, **kwargs):
    raise ValueError("x h0 h_prev Wx Wh b dh dy Wy by scores labels mask layers forward backward activation: got (0,), wanted (1,)")


def time_distributed_backward(*args, **kwargs):
    raise ValueError("x h0 h_prev Wx Wh b dh dy Wy by scores labels mask layers forward backward activation: got (0,), wanted (1,)")


def sequence_cross_entropy(*args, **kwargs):
    raise ValueError("x h0 h_prev Wx Wh b dh dy Wy by scores labels mask layers forward backward activation: got (0,), wanted (1,)")


def stacked_rnn_forward(*args, **kwargs):
    raise ValueError("x h0 h_prev Wx Wh b dh dy Wy by scores labels mask layers forward backward activation: got (0,), wanted (1,)")


def bidirectional_rnn_forward(*args, **kwargs):
    raise ValueError("x h0 h_prev Wx Wh b dh dy Wy by scores labels mask layers forward backward activation: got (0,), wanted (1,)")


def bidirectional_rnn_backward(*args, **kwargs):
    raise ValueError("x h0 h_prev Wx Wh b dh dy Wy by scores labels mask layers forward backward activation: got (0,), wanted (1,)")


def train_hello(*args, **kwargs):
    raise ValueError("x h0 h_prev Wx Wh b dh dy Wy by scores labels mask layers forward backward activation: got (0,), wanted (1,)")
