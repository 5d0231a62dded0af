"""einsum, a checker that is made by a decorator, and cells that are made by functions."""
from functools import reduce, wraps

import numpy as np


def shapes(spec, blocks=0):
    """Check the arguments of a function before it runs: "ND NH . DK", a dot where it is no array."""
    def decorate(function):
        names = function.__code__.co_varnames

        @wraps(function)
        def checked(*args, **kwargs):
            size = {}
            for name, axes, value in zip(names, spec.split(), args):
                if axes == ".":
                    continue
                if np.ndim(value) != len(axes):
                    raise ValueError(f"wrong rank of {name}")
                for letter, length in zip(axes, np.shape(value)):
                    if size.setdefault(letter, length) != length or (letter == "T" and length < 1):
                        raise ValueError(f"wrong length of {letter} in {name}")
            if blocks and size["K"] != blocks * size["H"]:
                raise ValueError("wrong number of gates in " + " and ".join(names[: function.__code__.co_argcount]))
            if "R" in size and size["R"] != size["D"] + size["H"]:
                raise ValueError("wrong number of rows in W")
            return function(*args, **kwargs)
        return checked
    return decorate


def logistic(z):
    return np.exp(-np.logaddexp(0.0, -z))


def affine(*pairs, bias=0.0):
    return sum(np.einsum("nd,dk->nk", left, right) for left, right in pairs) + bias


def cut(z, gates):
    return z.reshape(len(z), gates, -1).transpose(1, 0, 2)


def lstm_core(z, c):
    i, f, g, o = cut(z, 4)
    c = logistic(f) * c + logistic(i) * np.tanh(g)
    return [logistic(o) * np.tanh(c), c]


@shapes("NTD NH DH HH H")
def rnn_last_state(x, h0, Wx, Wh, b):
    projected = np.einsum("ntd,dh->tnh", x, Wx) + b
    return reduce(lambda h, p: np.tanh(p + np.einsum("nh,hk->nk", h, Wh)), projected, h0)


@shapes("ND NH NH RK K", 4)
def lstm_step_concat(x, h_prev, c_prev, W, b):
    D = x.shape[1]
    return lstm_core(affine((x, W[:D]), (h_prev, W[D:]), bias=b), c_prev)


@shapes("ND NH NH KD KH K K", 4)
def lstm_step_torch(x, h_prev, c_prev, W_ih, W_hh, b_ih, b_hh):
    return lstm_core(affine((x, W_ih.T), (h_prev, W_hh.T), bias=b_ih + b_hh), c_prev)


@shapes("ND NH DH HH DH HH DH HH")
def gru_step_cho(x, h_prev, Wr, Ur, Wz, Uz, W, U):
    keep = logistic(affine((x, Wz), (h_prev, Uz)))
    seen = h_prev * logistic(affine((x, Wr), (h_prev, Ur)))
    new = np.tanh(affine((x, W), (seen, U)))
    return new + keep * (h_prev - new)


@shapes("ND NH KD KH K K", 3)
def gru_step_torch(x, h_prev, W_ih, W_hh, b_ih, b_hh):
    left, right = cut(affine((x, W_ih.T), bias=b_ih), 3), cut(affine((h_prev, W_hh.T), bias=b_hh), 3)
    r, z = logistic(left[:2] + right[:2])
    return np.tanh(left[2] + r * right[2]) * (1 - z) + z * h_prev


@shapes("ND NH NH DK HK K H H H", 4)
def peephole_lstm_step(x, h_prev, c_prev, Wx, Wh, b, p_i, p_f, p_o):
    z = cut(affine((x, Wx), (h_prev, Wh), bias=b), 4)
    write, keep = (logistic(part + p * c_prev) for part, p in ((z[0], p_i), (z[1], p_f)))
    c = keep * c_prev + write * np.tanh(z[2])
    return [logistic(z[3] + p_o * c) * np.tanh(c), c]


@shapes("ND NH NH DK HK K", 3)
def coupled_lstm_step(x, h_prev, c_prev, Wx, Wh, b):
    f, g, o = cut(affine((x, Wx), (h_prev, Wh), bias=b), 3)
    new = np.tanh(g)
    c = new + logistic(f) * (c_prev - new)
    return (logistic(o) * np.tanh(c), c)


@shapes("ND NH DK HK K", 2)
def minimal_gated_step(x, h_prev, Wx, Wh, b):
    Wf, Wn = np.split(Wx, 2, 1)
    Uf, Un = np.split(Wh, 2, 1)
    bf, bn = np.split(b, 2)
    take = logistic(affine((x, Wf), (h_prev, Uf), bias=bf))
    new = np.tanh(affine((x, Wn), (take * h_prev, Un), bias=bn))
    return h_prev + take * (new - h_prev)


@shapes("ND NH DH HH H H")
def layer_norm_rnn_step(x, h_prev, Wx, Wh, gain, b, eps=1e-5):
    a = affine((x, Wx), (h_prev, Wh))
    return np.tanh((a - a.mean(1)[:, None]) / np.sqrt(a.var(1) + eps)[:, None] * gain + b)
