"""Every layer reads its whole input at once: what x contributes does not wait for the step before."""

import math

import torch
from torch import nn


def _want(ok, message):
    if not ok:
        raise ValueError(message)


class _Cell(nn.Module):
    """A cell in two halves: ``x2h`` of an input of any rank, and a step from there."""

    blocks = 1
    parts = 1

    def __init__(self, input_size: int, hidden_size: int) -> None:
        super().__init__()
        self.x2h = nn.Linear(input_size, self.blocks * hidden_size)
        self.h2h = nn.Linear(hidden_size, self.blocks * hidden_size)
        bound = 1 / math.sqrt(hidden_size)
        for weight in self.parameters():
            nn.init.uniform_(weight, -bound, bound)

    def step(self, from_x, state):
        raise NotImplementedError

    def forward(self, x, state):
        states = [state] if self.parts == 1 else list(state)
        D, H = self.x2h.in_features, self.h2h.in_features
        _want(x.ndim == 2 and x.shape[-1] == D, f"x: got {list(x.shape)}, wanted [N, {D}]")
        _want(len(states) == self.parts, f"h and c: got {len(states)} tensors, wanted {self.parts}")
        for name, s in zip("hc", states):
            _want(list(s.shape) == [x.shape[0], H], f"{name}: got {list(s.shape)}, wanted {[x.shape[0], H]}")
        states = self.step(self.x2h(x), states)
        return states[0] if self.parts == 1 else tuple(states)


class RNNCell(_Cell):
    def step(self, from_x, state):
        (h,) = state
        return [(from_x + self.h2h(h)).tanh()]


class LSTMCell(_Cell):
    blocks = 4
    parts = 2

    def step(self, from_x, state):
        h, c = state
        i, f, g, o = (from_x + self.h2h(h)).chunk(4, dim=-1)
        c = torch.addcmul(f.sigmoid() * c, i.sigmoid(), g.tanh())
        return [o.sigmoid() * c.tanh(), c]


class GRUCell(_Cell):
    blocks = 3

    def step(self, from_x, state):
        (h,) = state
        H = h.shape[-1]
        xrz, xn = from_x.split([2 * H, H], dim=-1)
        hrz, hn = self.h2h(h).split([2 * H, H], dim=-1)
        r, z = (xrz + hrz).sigmoid().chunk(2, dim=-1)
        n = torch.tanh(xn + r * hn)
        return [torch.lerp(n, h, z)]


def _cell_class(cell):
    table = dict(rnn=RNNCell, lstm=LSTMCell, gru=GRUCell)
    _want(cell in table, f"cell: got {cell!r}, wanted rnn, lstm or gru")
    return table[cell]


class Direction(nn.Module):
    def __init__(self, cell, backwards):
        super().__init__()
        self.cell = cell
        self.backwards = backwards

    def forward(self, x, state):
        T = x.shape[1]
        from_x = self.cell.x2h(x)
        out = from_x.new_empty(x.shape[0], T, state[0].shape[-1])
        for k in range(T):
            t = T - 1 - k if self.backwards else k
            state = self.cell.step(from_x[:, t], state)
            out[:, t] = state[0]
        return out, state


class Layer(nn.Module):
    def __init__(self, kind, input_size, hidden_size, bidirectional):
        super().__init__()
        self.there = Direction(kind(input_size, hidden_size), False)
        self.back = Direction(kind(input_size, hidden_size), True) if bidirectional else None

    def forward(self, x, states):
        out, last = self.there(x, states[0])
        if self.back is None:
            return out, [last]
        other, other_last = self.back(x, states[1])
        return torch.cat((out, other), -1), [last, other_last]


class RecurrentNetwork(nn.Module):
    def __init__(
        self, cell, input_size, hidden_size, num_layers=1, bidirectional=False, batch_first=True, dropout=0.0
    ):
        super().__init__()
        kind = _cell_class(cell)
        self.parts, self.directions = kind.parts, 1 + bool(bidirectional)
        self.input_size, self.hidden_size = input_size, hidden_size
        self.batch_first, self.p = batch_first, dropout
        sizes = [input_size] + [self.directions * hidden_size] * (num_layers - 1)
        self.layers = nn.Sequential(*(Layer(kind, size, hidden_size, bidirectional) for size in sizes))

    def thin_out(self, x):
        if not self.training or self.p == 0:
            return x
        if self.p == 1:
            return x * 0
        keep = torch.rand(x.shape, dtype=x.dtype) >= self.p
        return x * keep / (1 - self.p)

    def forward(self, x, state=None):
        _want(x.ndim == 3, f"x: got {x.ndim} axes, wanted 3: one of them is the batch")
        if not self.batch_first:
            x = x.swapaxes(0, 1)
        N, T, D = x.shape
        _want(T > 0, "x: got no step, wanted one at least")
        _want(D == self.input_size, f"x: got {D} features, wanted {self.input_size}")
        wanted = (len(self.layers) * self.directions, N, self.hidden_size)
        if state is None:
            state = [x.new_zeros(wanted)] * self.parts
        elif self.parts == 1:
            state = [state]
        _want(len(state) == self.parts, f"state: got {len(state)} tensors, wanted {self.parts}")
        for s in state:
            _want(tuple(s.shape) == wanted, f"state: got {tuple(s.shape)}, wanted {wanted}")

        rows = [list(row) for row in zip(*state)]
        last = []
        for number, layer in enumerate(self.layers):
            x, ends = layer(x if number == 0 else self.thin_out(x), rows[len(last) : len(last) + self.directions])
            last += ends
        stacked = [torch.stack(each) for each in zip(*last)]
        return x if self.batch_first else x.swapaxes(0, 1), stacked[0] if self.parts == 1 else tuple(stacked)


class SequenceClassifier(nn.Module):
    def __init__(self, cell, input_size, hidden_size, output_size):
        super().__init__()
        self.network = RecurrentNetwork(cell, input_size, hidden_size)
        self.head = nn.Linear(hidden_size, output_size)

    def forward(self, x, lengths=None):
        h, _ = self.network(x)
        T = h.shape[1]
        lengths = [T] * len(h) if lengths is None else lengths
        lengths = torch.as_tensor(lengths)
        _want(lengths.shape == h.shape[:1], f"lengths: got {tuple(lengths.shape)}, wanted {tuple(h.shape[:1])}")
        _want(lengths.dtype in INTEGERS, f"lengths: got {lengths.dtype}, wanted integers")
        _want(((lengths >= 1) & (lengths <= T)).all(), f"lengths: got {lengths.tolist()}, wanted 1 to {T}")
        is_last = torch.arange(T) == lengths.unsqueeze(1) - 1
        last = h.masked_fill(~is_last.unsqueeze(2), 0).sum(1)
        return self.head(last), h


INTEGERS = (torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64)


class CharModel(nn.Module):
    def __init__(self, cell, vocab_size, hidden_size, embedding_size=None):
        super().__init__()
        self.vocab_size = vocab_size
        if embedding_size is not None:
            self.embedding = nn.Embedding(vocab_size, embedding_size)
        self.network = RecurrentNetwork(cell, embedding_size or vocab_size, hidden_size)
        self.head = nn.Linear(hidden_size, vocab_size)

    def forward(self, indices, state=None):
        V = self.vocab_size
        _want(indices.ndim == 2, f"indices: got {indices.ndim} axes, wanted 2")
        _want(indices.shape[1] > 0, "indices: got no step, wanted one at least")
        _want(indices.dtype in INTEGERS, f"indices: got {indices.dtype}, wanted integers")
        _want(((indices >= 0) & (indices < V)).all(), f"indices: got one outside 0 to {V - 1}")
        indices = indices.long()
        if hasattr(self, "embedding"):
            x = self.embedding(indices)
        else:
            x = torch.eye(V, dtype=self.head.weight.dtype)[indices]
        h, state = self.network(x, state)
        return self.head(h), state


def train_char_model(model, inputs, labels, epochs, lr, max_norm):
    _want(labels.shape == inputs.shape, f"labels: got {tuple(labels.shape)}, wanted {tuple(inputs.shape)}")
    _want(labels.dtype in INTEGERS, f"labels: got {labels.dtype}, wanted integers")
    _want(max_norm >= 0, f"max_norm: got {max_norm}, wanted no negative number")
    named = list(model.named_parameters())
    optimizer = torch.optim.Adam(
        [
            {"params": [p for name, p in named if name.endswith("weight")]},
            {"params": [p for name, p in named if not name.endswith("weight")], "lr": lr},
        ],
        lr=lr,
    )
    criterion = nn.CrossEntropyLoss()
    losses = torch.zeros(epochs, dtype=torch.float64)
    for epoch in range(epochs):
        scores = model(inputs)[0]
        _want(((labels >= 0) & (labels < scores.shape[-1])).all(), f"labels: got one outside 0 to {scores.shape[-1] - 1}")
        loss = criterion(scores.movedim(-1, 1), labels.long())
        model.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_([p for _, p in named], max_norm)
        optimizer.step()
        losses[epoch] = loss.detach()
    return losses.tolist()
