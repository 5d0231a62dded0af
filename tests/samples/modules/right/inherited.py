# 继承版:分类器和字符模型都是网络的子类
import torch
from torch import nn, Tensor


class Recurrence(nn.Module):
    n_gates: int
    has_cell_state = False

    def __init__(self, input_size, hidden_size):
        nn.Module.__init__(self)
        self.hidden_size = hidden_size
        self.x2h = nn.Linear(input_size, self.n_gates * hidden_size)
        self.h2h = nn.Linear(hidden_size, self.n_gates * hidden_size)

    def check(self, x: Tensor, *states: Tensor):
        N = x.size(0) if x.dim() == 2 else None
        if N is None or x.size(1) != self.x2h.in_features:
            raise ValueError(f"bad x {tuple(x.size())}: want (batch, {self.x2h.in_features})")
        for name, s in zip(("h", "c"), states):
            if s.size() != (N, self.hidden_size):
                raise ValueError(f"bad {name} {tuple(s.size())}: want ({N}, {self.hidden_size})")


class RNNCell(Recurrence):
    n_gates = 1

    def forward(self, x, h):
        self.check(x, h)
        z = self.x2h(x) + self.h2h(h)
        return 2 * torch.sigmoid(2 * z) - 1


class LSTMCell(Recurrence):
    n_gates = 4
    has_cell_state = True

    def forward(self, x, hc):
        h_prev, c_prev = hc
        self.check(x, h_prev, c_prev)
        z = (self.x2h(x) + self.h2h(h_prev)).view(-1, 4, self.hidden_size)
        gates = z[:, [0, 1, 3]].sigmoid()
        i, f, o = gates.unbind(dim=1)
        c = f * c_prev + i * z[:, 2].tanh()
        return o * c.tanh(), c


class GRUCell(Recurrence):
    n_gates = 3

    def forward(self, x, h):
        self.check(x, h)
        shape = (x.size(0), 3, self.hidden_size)
        a, b = self.x2h(x).reshape(shape), self.h2h(h).reshape(shape)
        rz = (a[:, :2] + b[:, :2]).sigmoid()
        candidate = (a[:, 2] + rz[:, 0] * b[:, 2]).tanh()
        return candidate - rz[:, 1] * candidate + rz[:, 1] * h


class RecurrentNetwork(nn.Module):
    def __init__(
        self,
        cell,
        input_size,
        hidden_size,
        num_layers=1,
        bidirectional=False,
        batch_first=True,
        dropout=0.0,
    ):
        super().__init__()
        try:
            Cell = {"rnn": RNNCell, "lstm": LSTMCell, "gru": GRUCell}[cell]
        except KeyError:
            raise ValueError(f"no cell called {cell!r}; there are rnn, lstm, gru") from None
        self.features = input_size
        self.hidden_size = hidden_size
        self.batch_first = batch_first
        self.lstm = Cell.has_cell_state
        self.forwards = nn.ModuleDict()
        self.names = []
        for layer in range(num_layers):
            for way in ("ltr", "rtl")[: 2 if bidirectional else 1]:
                name = f"layer{layer}_{way}"
                self.add_module(name, Cell(input_size, hidden_size))
                self.names.append((layer, way, name))
            input_size = hidden_size * (2 if bidirectional else 1)
        self.dropout = nn.Dropout(dropout)

    def initial(self, x, state):
        shape = (len(self.names), x.size(0), self.hidden_size)
        if state is None:
            h = torch.zeros(*shape, dtype=x.dtype)
            c = torch.zeros(*shape, dtype=x.dtype)
        elif self.lstm:
            if not isinstance(state, (tuple, list)) or len(state) != 2:
                raise ValueError("state of an lstm must be a pair (h, c)")
            h, c = state
        else:
            h = c = state
        if not torch.is_tensor(h) or not torch.is_tensor(c):
            raise ValueError("state must be made of tensors")
        if tuple(h.size()) != shape or tuple(c.size()) != shape:
            raise ValueError(f"bad state {tuple(h.size())}, {tuple(c.size())}: want {shape}")
        return h, c

    def run(self, x, state=None):
        """x: (N, T, D)"""
        if x.dim() != 3 or x.size(1) < 1 or x.size(2) != self.features:
            raise ValueError(f"bad x {tuple(x.size())}: want (batch, at least one step, {self.features})")
        h, c = self.initial(x, state)
        h_n, c_n = [], []
        for number, (layer, way, name) in enumerate(self.names):
            if way == "ltr":
                if layer:
                    x = self.dropout(torch.cat(wide, dim=-1))
                wide = []
            steps = list(x.split(1, dim=1))
            if way == "rtl":
                steps.reverse()
            hs, cs = h[number], c[number]
            seen = []
            for step in steps:
                if self.lstm:
                    hs, cs = getattr(self, name)(step[:, 0], (hs, cs))
                else:
                    hs = getattr(self, name)(step[:, 0], hs)
                seen.append(hs.unsqueeze(1))
            if way == "rtl":
                seen.reverse()
            wide.append(torch.cat(seen, dim=1))
            h_n.append(hs[None])
            c_n.append(cs[None])
        out = torch.cat(wide, dim=-1)
        h_n, c_n = torch.cat(h_n), torch.cat(c_n)
        return out, ((h_n, c_n) if self.lstm else h_n)

    def forward(self, x, state=None):
        if x.dim() != 3:
            raise ValueError(f"bad x {tuple(x.size())}: the batch axis is missing")
        if self.batch_first:
            return self.run(x, state)
        out, state = self.run(x.permute(1, 0, 2), state)
        return out.permute(1, 0, 2), state


class SequenceClassifier(RecurrentNetwork):
    def __init__(self, cell, input_size, hidden_size, output_size):
        super().__init__(cell, input_size, hidden_size)
        self.linear = nn.Linear(hidden_size, output_size)

    def forward(self, x, lengths=None):
        if x.dim() != 3:
            raise ValueError(f"bad x {tuple(x.size())}: the batch axis is missing")
        N, T = x.size(0), x.size(1)
        if T == 0:
            raise ValueError("bad x: no steps")
        lengths = torch.full((N,), T) if lengths is None else torch.as_tensor(lengths)
        if lengths.dim() != 1 or len(lengths) != N:
            raise ValueError(f"bad lengths {tuple(lengths.size())}: want one for each of the {N}")
        if lengths.is_floating_point():
            raise ValueError("bad lengths: not integers")
        if any(not 1 <= length <= T for length in lengths.tolist()):
            raise ValueError(f"bad lengths {lengths.tolist()}: want 1 to {T}")
        logits, states = [], []
        for sequence, length in zip(x, lengths.tolist()):
            out, _ = self.run(sequence[None, :length])
            logits.append(self.linear(out[0, -1]))
            rest = out.new_full((T - length, self.hidden_size), float("nan"))
            states.append(torch.cat([out[0], rest]))
        return torch.stack(logits), torch.stack(states)


class CharModel(RecurrentNetwork):
    def __init__(self, cell, vocab_size, hidden_size, embedding_size=None):
        super().__init__(cell, embedding_size or vocab_size, hidden_size)
        self.vocab_size = vocab_size
        self.embed = nn.Embedding(vocab_size, embedding_size) if embedding_size else self.one_hot
        self.linear = nn.Linear(hidden_size, vocab_size)

    def one_hot(self, indices):
        alphabet = torch.arange(self.vocab_size)
        return (indices[:, :, None] == alphabet).to(next(self.parameters()).dtype)

    def forward(self, indices, state=None):
        if indices.dim() != 2 or not indices.size(1):
            raise ValueError(f"bad indices {tuple(indices.size())}: want (N, T)")
        if indices.is_floating_point():
            raise ValueError("bad indices: not integers")
        if indices.min() < 0 or indices.max() >= self.vocab_size:
            raise ValueError(f"bad indices: some are outside 0 to {self.vocab_size - 1}")
        out, state = self.run(self.embed(indices.long()), state)
        return self.linear(out), state


def train_char_model(model, inputs, labels, epochs, lr, max_norm):
    if labels.size() != inputs.size():
        raise ValueError(f"bad labels {tuple(labels.size())}: inputs are {tuple(inputs.size())}")
    if labels.is_floating_point():
        raise ValueError("bad labels: not integers")
    if max_norm < 0:
        raise ValueError(f"bad max_norm {max_norm}: negative")
    model.train()
    weights = [p for p in model.parameters() if p.requires_grad]
    m = [torch.zeros_like(p) for p in weights]
    v = [torch.zeros_like(p) for p in weights]
    history = []
    for step in range(1, epochs + 1):
        scores, _ = model(inputs)
        N, T, V = scores.size()
        if labels.min() < 0 or labels.max() >= V:
            raise ValueError(f"bad labels: some are outside 0 to {V - 1}")
        loss = torch.logsumexp(scores, 2).mean() - scores[torch.arange(N)[:, None], torch.arange(T), labels.long()].mean()
        grads = torch.autograd.grad(loss, weights)
        history.append(loss.item())
        norm = torch.cat([g.reshape(-1) for g in grads]).norm()
        scale = min(1.0, max_norm / norm.item()) if norm > 0 else 1.0
        with torch.no_grad():
            for p, g, m_p, v_p in zip(weights, grads, m, v):
                g = g * scale
                m_p.mul_(0.9).add_(g, alpha=0.1)
                v_p.mul_(0.999).addcmul_(g, g, value=0.001)
                m_hat = m_p / (1 - 0.9**step)
                v_hat = v_p / (1 - 0.999**step)
                p -= lr * m_hat / (v_hat.sqrt() + 1e-8)
    return history
