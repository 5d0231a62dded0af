from types import SimpleNamespace

import numpy as np
import torch
import torch.nn as nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, PackedSequence

KINDS = {}


def kind(name, gates, **more):
    def register(cls):
        KINDS[name] = SimpleNamespace(make=cls, gates=gates, **more)
        cls.gates = gates
        return cls

    return register


def shape_error(name, tensor, wanted):
    return ValueError(f"{name}.shape == {tuple(tensor.shape)} but should be {wanted}")


class Base(nn.Module):
    def __init__(self, input_size, hidden_size):
        super().__init__()
        G = self.gates
        self.h2h = nn.Linear(hidden_size, G * hidden_size)
        self.x2h = nn.Linear(input_size, G * hidden_size)

    def forward(self, x, state):
        pair = isinstance(self, LSTMCell)
        if x.ndim != 2 or x.shape[1] != self.x2h.weight.shape[1]:
            raise shape_error("x", x, ("N", self.x2h.weight.shape[1]))
        for name, s in zip("hc", state if pair else [state]):
            if s.ndim != 2 or s.shape[0] != x.shape[0] or s.shape[1] != self.h2h.weight.shape[1]:
                raise shape_error(name, s, (x.shape[0], self.h2h.weight.shape[1]))
        return self.recur(x, *state) if pair else self.recur(x, state)


@kind("rnn", 1, pair=False)
class RNNCell(Base):
    def recur(self, x, h):
        both = torch.cat([x, h], 1)
        W = torch.cat([self.x2h.weight, self.h2h.weight], 1)
        return torch.tanh(both @ W.T + (self.x2h.bias + self.h2h.bias))


@kind("lstm", 4, pair=True)
class LSTMCell(Base):
    def recur(self, x, h, c):
        both = torch.cat([x, h], 1)
        W = torch.cat([self.x2h.weight, self.h2h.weight], 1)
        z = torch.addmm(self.x2h.bias + self.h2h.bias, both, W.t())
        i, f, g, o = z.tensor_split(4, 1)
        new_c = torch.sigmoid(f).mul(c) + torch.sigmoid(i).mul(torch.tanh(g))
        return torch.tanh(new_c).mul(torch.sigmoid(o)), new_c


@kind("gru", 3, pair=False)
class GRUCell(Base):
    def recur(self, x, h):
        xr, xz, xn = self.x2h(x).tensor_split(3, 1)
        hr, hz, hn = self.h2h(h).tensor_split(3, 1)
        keep = torch.sigmoid(xz + hz)
        new = torch.tanh(xn + torch.sigmoid(xr + hr).mul(hn))
        update = 1 - keep
        return update.mul(new) + keep.mul(h)


class RecurrentNetwork(nn.Module):
    def __init__(
        self, cell, input_size, hidden_size, num_layers=1, bidirectional=False, batch_first=True, dropout=0.0
    ):
        super().__init__()
        if cell not in KINDS:
            raise ValueError(f"cell == {cell!r} but should be in {list(KINDS)}")
        self.config = SimpleNamespace(
            D=input_size, H=hidden_size, L=num_layers, ways=[1, -1] if bidirectional else [1],
            batch_first=batch_first, p=dropout, pair=KINDS[cell].pair,
        )  # fmt: skip
        wide = hidden_size * len(self.config.ways)
        self.grid = nn.ModuleList(
            nn.ModuleList(KINDS[cell].make(wide if above else input_size, hidden_size) for _ in self.config.ways)
            for above in range(num_layers)
        )

    def drop(self, x):
        p = self.config.p
        if self.training and p:
            mask = torch.bernoulli(torch.full_like(x, 1 - p))
            x = x * mask / max(1 - p, 1e-300)
        return x

    def forward(self, x, state=None):
        k = self.config
        if x.ndim != 3:
            raise shape_error("x", x, "(N, T, D), or (T, N, D)")
        seq = x.transpose(0, 1) if k.batch_first else x
        T, N, D = seq.shape
        if T == 0 or D != k.D:
            raise shape_error("x", x, f"of one step or more and {k.D} features")
        shape = (k.L * len(k.ways), N, k.H)
        if state is None:
            parts = [seq.new_zeros(shape) for _ in range(2)][: 1 + k.pair]
        else:
            parts = list(state) if k.pair else [state]
        if len(parts) != 1 + k.pair:
            raise ValueError(f"state has {len(parts)} parts but should have {1 + k.pair}")
        for part in parts:
            if part.shape != torch.Size(shape):
                raise shape_error("state", part, shape)
        finals = [torch.empty(0, N, k.H).to(seq) for _ in parts]
        for layer, cells in enumerate(self.grid):
            sides = []
            for way, cell in zip(k.ways, cells):
                now = [part[len(finals[0])] for part in parts]
                out = []
                for t in range(T)[::way]:
                    now = cell(seq[t], now) if k.pair else [cell(seq[t], *now)]
                    out.append(now[0])
                sides.append(torch.stack(out[::way]))
                finals = [torch.cat([f, n.unsqueeze(0)]) for f, n in zip(finals, now)]
            seq = torch.cat(sides, 2)
            if layer < k.L - 1:
                seq = torch.stack([self.drop(step) for step in seq])
        output = seq.transpose(0, 1).contiguous() if k.batch_first else seq
        return output, tuple(finals) if k.pair else finals[0]


class SequenceClassifier(nn.Module):
    def __init__(self, cell, input_size, hidden_size, output_size):
        super().__init__()
        if cell not in KINDS:
            raise ValueError(f"cell == {cell!r} but should be in {list(KINDS)}")
        self.cell = KINDS[cell].make(input_size, hidden_size)
        self.pair = KINDS[cell].pair
        self.hidden = hidden_size
        self.readout = nn.Sequential(nn.Identity(), nn.Linear(hidden_size, output_size))

    def forward(self, x, lengths=None):
        if x.ndim != 3 or x.shape[1] == 0 or x.shape[2] != self.cell.x2h.in_features:
            raise shape_error("x", x, f"(N, T >= 1, {self.cell.x2h.in_features})")
        N, T, _ = x.shape
        lengths = np.full(N, T) if lengths is None else np.asarray(lengths)
        if lengths.shape != (N,):
            raise shape_error("lengths", lengths, (N,))
        if lengths.dtype.kind not in "iu":
            raise ValueError(f"lengths should be integers, not {lengths.dtype}")
        if (lengths < 1).any() or (lengths > T).any():
            raise ValueError(f"lengths should be from 1 to {T}, not {lengths}")
        packed = pack_padded_sequence(x, torch.tensor(lengths), batch_first=True, enforce_sorted=False)
        h = x.new_zeros(N, self.hidden)
        c = h
        start, out = 0, []
        for size in packed.batch_sizes.tolist():
            step = packed.data[start : start + size]
            start += size
            if self.pair:
                alive, c = self.cell(step, (h[:size], c[:size]))
            else:
                alive = self.cell(step, h[:size])
            out.append(alive)
            h = torch.cat([alive, h[size:]])
        logits = self.readout(h)[packed.unsorted_indices]
        states = PackedSequence(torch.cat(out), packed.batch_sizes, packed.sorted_indices, packed.unsorted_indices)
        return logits, pad_packed_sequence(states, batch_first=True, padding_value=-5.0, total_length=T)[0]


class CharModel(nn.Module):
    def __init__(self, cell, vocab_size, hidden_size, embedding_size=None):
        super().__init__()
        self.vocab_size = vocab_size
        front = [] if embedding_size is None else [nn.Embedding(vocab_size, embedding_size)]
        self.front = nn.Sequential(*front)
        self.body = RecurrentNetwork(cell, embedding_size or vocab_size, hidden_size, batch_first=False)
        self.head = nn.Linear(hidden_size, vocab_size)

    def forward(self, indices, state=None):
        if indices.ndim != 2 or indices.shape[1] == 0:
            raise shape_error("indices", indices, "(N, T >= 1)")
        if indices.dtype not in (torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8):
            raise ValueError(f"indices.dtype == {indices.dtype} but should be an integer")
        if ((indices < 0) | (indices >= self.vocab_size)).any():
            raise ValueError(f"indices should be from 0 to {self.vocab_size - 1}")
        columns = indices.t().long()
        if len(self.front):
            x = self.front(columns)
        else:
            x = torch.zeros(*columns.shape, self.vocab_size, dtype=self.head.bias.dtype)
            x[torch.arange(len(columns))[:, None], torch.arange(columns.shape[1]), columns] = 1
        h, state = self.body(x, state)
        return torch.einsum("tnh,vh->ntv", h, self.head.weight) + self.head.bias, state


def train_char_model(model, inputs, labels, epochs, lr, max_norm):
    if labels.shape != inputs.shape:
        raise shape_error("labels", labels, tuple(inputs.shape))
    if labels.dtype not in (torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8):
        raise ValueError(f"labels.dtype == {labels.dtype} but should be an integer")
    if max_norm < 0:
        raise ValueError(f"max_norm == {max_norm} but should not be negative")
    flat = labels.reshape(-1).long()
    optimizer = torch.optim.Adam(model.parameters(), lr=lr, betas=(0.9, 0.999), eps=1e-08, foreach=False)
    losses = []
    while len(losses) < epochs:
        def closure():
            optimizer.zero_grad(set_to_none=False)
            scores, _ = model(inputs)
            V = scores.shape[-1]
            if ((flat < 0) | (flat >= V)).any():
                raise ValueError(f"labels should be from 0 to {V - 1}")
            loss = nn.functional.nll_loss(scores.reshape(-1, V).log_softmax(1), flat)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), max_norm)
            return loss

        losses.append(float(optimizer.step(closure).detach()))
    return losses
