"""The cells are for one step; the network's layers are modules of their own, each with its loop."""

import collections

import torch
import torch.nn as nn

LSTMState = collections.namedtuple("LSTMState", "h c")
SIZES = {"rnn": 1, "lstm": 4, "gru": 3}


class Affine(nn.Linear):
    """A Linear that says which argument does not fit."""

    def __init__(self, name, n_in, n_out):
        super().__init__(n_in, n_out)
        self.name = name

    def forward(self, value):
        if value.size(-1) != self.in_features:
            raise ValueError(f"{self.name} must have {self.in_features} features, not {value.size(-1)}")
        return super().forward(value)


def rnn_math(a, b, h):
    return (a + b).tanh_()


def lstm_math(a, b, hc):
    i, f, g, o = torch.chunk(a + b, 4, dim=1)
    c = hc[1] * f.sigmoid() + i.sigmoid() * g.tanh()
    return LSTMState(o.sigmoid() * c.tanh(), c)


def gru_math(a, b, h):
    ar, az, an = torch.chunk(a, 3, dim=1)
    br, bz, bn = torch.chunk(b, 3, dim=1)
    z = (-az - bz).sigmoid()  # 1 - z, in truth
    return h + z * ((an + bn * (ar + br).sigmoid()).tanh() - h)


MATH = {"rnn": rnn_math, "lstm": lstm_math, "gru": gru_math}


class Step(nn.Module):
    what = None

    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.x2h = Affine("x", input_size, SIZES[self.what] * hidden_size)
        self.h2h = Affine("h", hidden_size, SIZES[self.what] * hidden_size)

    def forward(self, x, state):
        if x.ndim != 2:
            raise ValueError(f"x must have two axes, not {x.ndim}")
        for letter, part in zip("hc", state if self.what == "lstm" else (state,)):
            if part.size() != (x.size(0), self.h2h.in_features):
                raise ValueError(f"{letter} must be {(x.size(0), self.h2h.in_features)}, not {tuple(part.size())}")
        h = state[0] if self.what == "lstm" else state
        return MATH[self.what](self.x2h(x), self.h2h(h), state)


class RNNCell(Step):
    what = "rnn"


class LSTMCell(Step):
    what = "lstm"


class GRUCell(Step):
    what = "gru"


class Sweep(nn.Module):
    """One layer in one direction, time first."""

    def __init__(self, cell, n_in, n_hidden, reverse):
        super().__init__()
        self.math = MATH[cell]
        self.reverse = reverse
        self.x2h = nn.Linear(n_in, SIZES[cell] * n_hidden)
        self.h2h = nn.Linear(n_hidden, SIZES[cell] * n_hidden)

    def forward(self, x, state):
        projected = self.x2h(x)
        if self.reverse:
            projected = projected.flip(0)
        hs = []
        for a in projected:
            h = state.h if isinstance(state, LSTMState) else state
            state = self.math(a, self.h2h(h), state)
            hs.append(state.h if isinstance(state, LSTMState) else state)
        hs = torch.stack(hs)
        return hs.flip(0) if self.reverse else hs, state


class RecurrentNetwork(nn.Module):
    def __init__(
        self, cell, input_size, hidden_size, num_layers=1, bidirectional=False, batch_first=True, dropout=0.0
    ):
        super().__init__()
        if cell not in MATH:
            raise ValueError(f"cell must be rnn, lstm or gru, not {cell}")
        self.cell, self.input_size, self.hidden_size, self.batch_first = cell, input_size, hidden_size, batch_first
        self.drop = nn.Dropout(dropout)
        n_in = input_size
        for layer in range(num_layers):
            self.add_module(f"l{layer}", Sweep(cell, n_in, hidden_size, False))
            if bidirectional:
                self.add_module(f"l{layer}_reverse", Sweep(cell, n_in, hidden_size, True))
            n_in = 2 * hidden_size if bidirectional else hidden_size

    def forward(self, x, state=None):
        if x.ndim != 3:
            raise ValueError(f"x must have three axes, not {x.ndim}")
        x = x.transpose(0, 1) if self.batch_first else x
        if len(x) == 0 or x.size(2) != self.input_size:
            raise ValueError(f"x must have a step and {self.input_size} features, not {tuple(x.shape)}")
        sweeps = [m for m in self.children() if isinstance(m, Sweep)]
        size = (len(sweeps), x.size(1), self.hidden_size)
        if state is None:
            state = torch.zeros(size, dtype=x.dtype)
            state = (state, state) if self.cell == "lstm" else state
        for part in state if self.cell == "lstm" else (state,):
            if part.size() != size:
                raise ValueError(f"state must be {size}, not {tuple(part.size())}")
        if self.cell == "lstm":
            h, c = state
            starts = [LSTMState(*hc) for hc in zip(h, c)]
        else:
            starts = list(state)
        ends = []
        group = []
        for start, sweep in zip(starts, sweeps):
            if group and not sweep.reverse:
                x = self.drop(torch.cat(group, 2))
                group = []
            hs, end = sweep(x, start)
            group.append(hs)
            ends.append(end)
        y = torch.cat(group, 2)
        if self.cell == "lstm":
            state = LSTMState(*map(torch.stack, zip(*ends)))
        else:
            state = torch.stack(ends)
        return (y.transpose(0, 1) if self.batch_first else y), state


class SequenceClassifier(nn.Module):
    def __init__(self, cell, input_size, hidden_size, output_size):
        super().__init__()
        self.body = RecurrentNetwork(cell, input_size, hidden_size, batch_first=False)
        self.head = nn.Linear(hidden_size, output_size)

    def forward(self, x, lengths=None):
        if x.ndim != 3:
            raise ValueError(f"x must have three axes, not {x.ndim}")
        states, end = self.body(x.transpose(0, 1))
        T, N, H = states.shape
        if lengths is None:
            return self.head((end.h if isinstance(end, LSTMState) else end)[-1]), states.transpose(0, 1)
        lengths = list(lengths)
        if len(lengths) != N:
            raise ValueError(f"lengths must be {N}, not {len(lengths)}")
        rows = []
        for n in range(N):
            length = lengths[n].item() if torch.is_tensor(lengths[n]) else lengths[n]
            if not isinstance(length, int):
                raise ValueError(f"lengths must be integers, not {length}")
            if not 0 < length <= T:
                raise ValueError(f"lengths must be from 1 to {T}, not {length}")
            rows.append(self.head(states[length - 1, n]))
        return torch.stack(rows), states.transpose(0, 1)


class CharModel(nn.Module):
    def __init__(self, cell, vocab_size, hidden_size, embedding_size=None):
        super().__init__()
        self.vocab_size = vocab_size
        self.register_buffer("letters", torch.eye(vocab_size))
        self.embedding = nn.Identity() if embedding_size is None else nn.Embedding(vocab_size, embedding_size)
        n_in = vocab_size if embedding_size is None else embedding_size
        self.body = RecurrentNetwork(cell, n_in, hidden_size)
        self.head = nn.Linear(hidden_size, vocab_size)

    def forward(self, indices, state=None):
        if indices.ndim != 2 or indices.size(1) == 0:
            raise ValueError(f"indices must be (N, T), not {tuple(indices.shape)}")
        whole(indices, "indices", self.vocab_size)
        if isinstance(self.embedding, nn.Embedding):
            x = self.embedding(indices.long())
        else:
            x = self.letters[indices.long()]
        hs, state = self.body(x, state)
        return self.head(hs), state


def whole(numbers, name, limit):
    if numbers.dtype not in (torch.long, torch.int, torch.short, torch.int8, torch.uint8):
        raise ValueError(f"{name} must be integers, not {numbers.dtype}")
    for number in numbers.flatten().tolist():
        if not 0 <= number < limit:
            raise ValueError(f"{name} must be below {limit}, not {number}")


def train_char_model(model, inputs, labels, epochs, lr, max_norm):
    if inputs.shape != labels.shape:
        raise ValueError(f"labels must be {tuple(inputs.shape)}, not {tuple(labels.shape)}")
    if not max_norm >= 0:
        raise ValueError(f"max_norm must not be negative: {max_norm}")
    loss_function = nn.CrossEntropyLoss(reduction="sum")
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    history = []
    for _ in range(epochs):
        scores, _ = model(inputs)
        whole(labels, "labels", scores.size(2))
        loss = loss_function(scores.flatten(0, 1), labels.flatten().long()) / labels.numel()
        history.append(loss.detach().numpy().item())
        for p in model.parameters():
            p.grad = None
        loss.backward()
        total = sum(p.grad.double().pow(2).sum() for p in model.parameters()).sqrt()
        if total > max_norm:
            for p in model.parameters():
                p.grad = p.grad * (max_norm / total).to(p.dtype)
        optimizer.step()
    return history
