from functools import reduce
from itertools import accumulate

import torch
import torch.nn as nn
import torch.nn.functional as F

sigmoid, tanh = torch.sigmoid, torch.tanh


def require(condition, argument, got, wanted):
    if not condition:
        raise ValueError("argument %s: got %s, wanted %s" % (argument, got, wanted))


def two_linears(module, D, H, gates):
    module.D, module.H = D, H
    module.x2h = nn.Linear(D, gates * H)
    module.h2h = nn.Linear(H, gates * H)
    nn.init.orthogonal_(module.h2h.weight)
    nn.init.zeros_(module.h2h.bias)


def looked_at(module, x, **states):
    require(x.ndim == 2, "x", tuple(x.shape), "(N, D)")
    require(x.size(1) == module.D, "x", tuple(x.shape), (x.size(0), module.D))
    for name, s in states.items():
        require(s.ndim == 2 and s.shape == (x.size(0), module.H), name, tuple(s.shape), (x.size(0), module.H))


def row(linear, k, H):
    rows = slice(k * H, k * H + H)
    return linear.weight[rows], linear.bias[rows]


class RNNCell(nn.Module):
    def __init__(self, input_size, hidden_size):
        super().__init__()
        two_linears(self, input_size, hidden_size, 1)

    def forward(self, x, h):
        looked_at(self, x, h=h)
        z = torch.einsum("nd,kd->nk", x, self.x2h.weight) + torch.einsum("nh,kh->nk", h, self.h2h.weight)
        return tanh(z + self.x2h.bias + self.h2h.bias)


class LSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size):
        super().__init__()
        two_linears(self, input_size, hidden_size, 4)
        with torch.no_grad():
            self.x2h.bias[hidden_size : 2 * hidden_size] = 1.0

    def forward(self, x, state):
        h, c = state
        looked_at(self, x, h=h, c=c)

        def gate(k, squash):
            return squash(F.linear(x, *row(self.x2h, k, self.H)) + F.linear(h, *row(self.h2h, k, self.H)))

        c = gate(1, sigmoid) * c + gate(0, sigmoid) * gate(2, tanh)
        return [gate(3, sigmoid) * tanh(c), c]


class GRUCell(nn.Module):
    def __init__(self, input_size, hidden_size):
        super().__init__()
        two_linears(self, input_size, hidden_size, 3)

    def forward(self, x, h):
        looked_at(self, x, h=h)
        xr, xz, xn = (F.linear(x, *row(self.x2h, k, self.H)) for k in range(3))
        hr, hz, hn = (F.linear(h, *row(self.h2h, k, self.H)) for k in range(3))
        n = tanh(xn + sigmoid(xr + hr) * hn)
        return n + sigmoid(xz + hz) * (h - n)


class RecurrentNetwork(nn.Module):
    def __init__(
        self, cell, input_size, hidden_size, num_layers=1, bidirectional=False, batch_first=True, dropout=0.0
    ):
        super().__init__()
        require(cell in ("rnn", "lstm", "gru"), "cell", repr(cell), "'rnn', 'lstm' or 'gru'")
        make = {"rnn": RNNCell, "lstm": LSTMCell, "gru": GRUCell}[cell]
        self.is_lstm = cell == "lstm"
        self.D, self.H, self.L, self.K = input_size, hidden_size, num_layers, 2 if bidirectional else 1
        self.batch_first, self.dropout = batch_first, dropout
        self.cells = nn.ModuleList(
            make(hidden_size * self.K if layer else input_size, hidden_size)
            for layer in range(num_layers)
            for _ in range(self.K)
        )

    def run(self, cell, xs, state):
        """All the states after the first, one for each x."""
        return list(accumulate(xs, lambda s, x: cell(x, s), initial=state))[1:]

    def visible(self, state):
        return state[0] if self.is_lstm else state

    def upwards(self, xs, cells, states):
        """Top outputs and the last states, for these cells and the lists ``xs`` of (N, D)."""
        ends, visible = [], []
        for k in range(self.K):
            step = -1 if k else 1
            path = self.run(cells[k], xs[::step], states[k])
            ends.append(path[-1])
            visible.append([self.visible(s) for s in path][::step])
        merged = [torch.cat(parts, 1) for parts in zip(*visible)]
        if len(cells) == self.K:
            return merged, ends
        merged = [F.dropout(y, self.dropout, self.training) for y in merged]
        top, more = self.upwards(merged, cells[self.K :], states[self.K :])
        return top, ends + more

    def across(self, xs, states):
        """Time outside, layers inside."""
        outputs = []
        for x in xs:
            new = []
            for layer, cell in enumerate(self.cells):
                x = F.dropout(x, self.dropout, self.training and layer > 0)
                new.append(cell(x, states[layer]))
                x = self.visible(new[-1])
            states = new
            outputs.append(x)
        return outputs, states

    def forward(self, x, state=None):
        require(x.ndim == 3, "x", tuple(x.shape), "a batch of sequences, three axes")
        time = 1 if self.batch_first else 0
        N, T, D = x.size(1 - time), x.size(time), x.size(2)
        require(T >= 1, "x", tuple(x.shape), "a step or more")
        require(D == self.D, "x", tuple(x.shape), "%d features" % self.D)
        full = (self.L * self.K, N, self.H)
        if state is None:
            zeros = torch.zeros(N, self.H).to(x)
            states = [(zeros, zeros) if self.is_lstm else zeros] * full[0]
        elif self.is_lstm:
            require(len(state) == 2, "state", len(state), "the two h and c")
            for part in state:
                require(tuple(part.shape) == full, "state", tuple(part.shape), full)
            states = list(zip(*state))
        else:
            require(tuple(state.shape) == full, "state", tuple(state.shape), full)
            states = list(state)
        if self.K == 1:
            ys, ends = self.across(x.unbind(time), states)
        else:
            ys, ends = self.upwards(list(x.unbind(time)), list(self.cells), states)
        if self.is_lstm:
            ends = [torch.stack(part) for part in zip(*ends)]
        else:
            ends = torch.stack(ends)
        return [torch.stack(ys, time), ends]


class SequenceClassifier(nn.Module):
    def __init__(self, cell, input_size, hidden_size, output_size):
        super().__init__()
        self.out = nn.Linear(hidden_size, output_size)
        self.net = RecurrentNetwork(cell, input_size, hidden_size)

    def forward(self, x, lengths=None):
        states = self.net(x)[0]
        N, T = states.shape[:2]
        if lengths is None:
            lengths = [T] * N
        if torch.is_tensor(lengths):
            lengths = lengths.tolist()
        require(isinstance(lengths, (list, tuple)) and len(lengths) == N, "lengths", lengths, "%d numbers" % N)
        for length in lengths:
            require(type(length) is int and 1 <= length <= T, "lengths", length, "an integer in 1..%d" % T)
        last = torch.stack([states[n, length - 1] for n, length in enumerate(lengths)])
        return [self.out(last), states]


class CharModel(nn.Module):
    def __init__(self, cell, vocab_size, hidden_size, embedding_size=None):
        super().__init__()
        self.V = vocab_size
        self.out = nn.Linear(hidden_size, vocab_size)
        self.net = RecurrentNetwork(cell, vocab_size if embedding_size is None else embedding_size, hidden_size)
        self.table = None if embedding_size is None else nn.Embedding(vocab_size, embedding_size)

    def forward(self, indices, state=None):
        require(indices.ndim == 2 and indices.size(1) > 0, "indices", tuple(indices.shape), "(N, T) with T > 0")
        whole(indices, self.V, "indices")
        if self.table:
            x = F.embedding(indices.long(), self.table.weight)
        else:
            N, T = indices.shape
            x = self.out.weight.new_zeros(N, T, self.V).scatter_(2, indices.long().unsqueeze(2), 1)
        h, state = self.net(x, state)
        return self.out(h), state


def whole(indices, depth, name):
    kind = indices.dtype
    require(not (kind.is_floating_point or kind.is_complex or kind is torch.bool), name, kind, "integers")
    require(bool((indices >= 0).all() and (indices < depth).all()), name, indices.tolist(), "0..%d" % (depth - 1))


def train_char_model(model, inputs, labels, epochs, lr, max_norm):
    require(labels.shape == inputs.shape, "labels", tuple(labels.shape), tuple(inputs.shape))
    require(max_norm >= 0, "max_norm", max_norm, "a limit of 0 or more")
    adam = torch.optim.Adam(model.parameters(), lr)

    def epoch():
        scores = model(inputs)[0]
        whole(labels, scores.size(-1), "labels")
        logp = F.log_softmax(scores, -1)
        loss = -logp.gather(-1, labels.long()[..., None]).mean()
        adam.zero_grad()
        loss.backward()
        grads = [p.grad for p in model.parameters() if p.grad is not None]
        norm = reduce(lambda total, g: total + (g * g).sum(), grads, 0.0) ** 0.5
        if norm > max_norm:
            for g in grads:
                g *= max_norm / norm
        adam.step()
        return float(loss)

    return tuple(epoch() for _ in range(epochs))
