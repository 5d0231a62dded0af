import torch
import torch.nn as nn
import torch.nn.functional as F


def check_2d(name, value, size):
    if value.dim() != 2 or value.shape[1] != size:
        raise ValueError(f"{name} has shape {tuple(value.shape)}, expected (N, {size})")


def check_same_batch(x, name, value):
    if len(x) != len(value):
        raise ValueError(f"{name} has {len(value)} rows but x has {len(x)}")


class RNNCell(nn.Module):
    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.x2h = nn.Linear(input_size, hidden_size)
        self.h2h = nn.Linear(hidden_size, hidden_size)

    def forward(self, x, h):
        check_2d("x", x, self.input_size)
        check_2d("h", h, self.hidden_size)
        check_same_batch(x, "h", h)
        return torch.tanh(self.x2h(x) + self.h2h(h))


class LSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.x2h = nn.Linear(input_size, 4 * hidden_size)
        self.h2h = nn.Linear(hidden_size, 4 * hidden_size)

    def forward(self, x, state):
        h, c = state
        H = self.hidden_size
        check_2d("x", x, self.input_size)
        for name, value in (("h", h), ("c", c)):
            check_2d(name, value, H)
            check_same_batch(x, name, value)
        z = self.x2h(x) + self.h2h(h)
        i = torch.sigmoid(z[:, :H])
        f = torch.sigmoid(z[:, H : 2 * H])
        g = torch.tanh(z[:, 2 * H : 3 * H])
        o = torch.sigmoid(z[:, 3 * H :])
        c_new = f * c + i * g
        h_new = o * torch.tanh(c_new)
        return h_new, c_new


class GRUCell(nn.Module):
    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.x2h = nn.Linear(input_size, 3 * hidden_size)
        self.h2h = nn.Linear(hidden_size, 3 * hidden_size)

    def forward(self, x, h):
        check_2d("x", x, self.input_size)
        check_2d("h", h, self.hidden_size)
        check_same_batch(x, "h", h)
        H = self.hidden_size
        a = self.x2h(x)
        b = self.h2h(h)
        r = torch.sigmoid(a[:, :H] + b[:, :H])
        z = torch.sigmoid(a[:, H : 2 * H] + b[:, H : 2 * H])
        n = torch.tanh(a[:, 2 * H :] + r * b[:, 2 * H :])
        return z * h + (1 - z) * n


CELLS = {"rnn": RNNCell, "lstm": LSTMCell, "gru": GRUCell}


class RecurrentNetwork(nn.Module):
    def __init__(
        self, cell, input_size, hidden_size, num_layers=1, bidirectional=False, batch_first=True, dropout=0.0
    ):
        super().__init__()
        if cell not in CELLS:
            raise ValueError(f"cell is {cell!r}, expected one of {sorted(CELLS)}")
        self.cell = cell
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.directions = 2 if bidirectional else 1
        self.batch_first = batch_first
        self.drop = nn.Dropout(dropout)
        self.cells = nn.ModuleList()
        for layer in range(num_layers):
            size = input_size if layer == 0 else hidden_size * self.directions
            for _ in range(self.directions):
                self.cells.append(CELLS[cell](size, hidden_size))

    def start(self, x, state):
        shape = (self.num_layers * self.directions, x.shape[0], self.hidden_size)
        if state is None:
            zero = torch.zeros(shape, dtype=x.dtype, device=x.device)
            return (zero, zero) if self.cell == "lstm" else (zero,)
        parts = tuple(state) if self.cell == "lstm" else (state,)
        if self.cell == "lstm" and len(parts) != 2:
            raise ValueError(f"state has {len(parts)} parts, expected h and c")
        for part in parts:
            if tuple(part.shape) != shape:
                raise ValueError(f"state has shape {tuple(part.shape)}, expected {shape}")
        return parts

    def forward(self, x, state=None):
        if x.dim() != 3:
            raise ValueError(f"x has shape {tuple(x.shape)}, expected three axes with a batch")
        if not self.batch_first:
            x = x.transpose(0, 1)
        if x.shape[2] != self.input_size or x.shape[1] == 0:
            raise ValueError(f"x has shape {tuple(x.shape)}, expected (N, T >= 1, {self.input_size})")
        parts = self.start(x, state)
        last = [[] for _ in parts]
        for layer in range(self.num_layers):
            if layer > 0:
                x = self.drop(x)
            both = []
            for direction in range(self.directions):
                k = layer * self.directions + direction
                now = tuple(part[k] for part in parts)
                times = range(x.shape[1]) if direction == 0 else range(x.shape[1] - 1, -1, -1)
                outputs = [None] * x.shape[1]
                for t in times:
                    if self.cell == "lstm":
                        now = self.cells[k](x[:, t], now)
                    else:
                        now = (self.cells[k](x[:, t], now[0]),)
                    outputs[t] = now[0]
                both.append(torch.stack(outputs, dim=1))
                for kept, value in zip(last, now):
                    kept.append(value)
            x = torch.cat(both, dim=2)
        output = x if self.batch_first else x.transpose(0, 1)
        last = tuple(torch.stack(kept) for kept in last)
        return output, last if self.cell == "lstm" else last[0]


class SequenceClassifier(nn.Module):
    def __init__(self, cell, input_size, hidden_size, output_size):
        super().__init__()
        self.rnn = RecurrentNetwork(cell, input_size, hidden_size)
        self.fc = nn.Linear(hidden_size, output_size)

    def forward(self, x, lengths=None):
        states, _ = self.rnn(x)
        N, T, H = states.shape
        if lengths is None:
            return self.fc(states[:, -1]), states
        lengths = torch.as_tensor(lengths)
        if lengths.shape != (N,):
            raise ValueError(f"lengths has shape {tuple(lengths.shape)}, expected ({N},)")
        if lengths.is_floating_point() or lengths.dtype == torch.bool:
            raise ValueError(f"lengths holds {lengths.dtype}, expected integers")
        if lengths.min() < 1 or lengths.max() > T:
            raise ValueError(f"lengths must lie in 1 ... {T}, got {lengths.tolist()}")
        where = (lengths.long() - 1).view(N, 1, 1).expand(N, 1, H)
        last = states.gather(1, where).squeeze(1)
        return self.fc(last), states


class CharModel(nn.Module):
    def __init__(self, cell, vocab_size, hidden_size, embedding_size=None):
        super().__init__()
        self.vocab_size = vocab_size
        self.embedding = None
        size = vocab_size
        if embedding_size is not None:
            self.embedding = nn.Embedding(vocab_size, embedding_size)
            size = embedding_size
        self.rnn = RecurrentNetwork(cell, size, hidden_size)
        self.fc = nn.Linear(hidden_size, vocab_size)

    def forward(self, indices, state=None):
        if indices.dim() != 2 or indices.shape[1] == 0:
            raise ValueError(f"indices has shape {tuple(indices.shape)}, expected (N, T)")
        check_indices("indices", indices, self.vocab_size)
        if self.embedding is None:
            x = F.one_hot(indices.long(), self.vocab_size).to(self.fc.weight.dtype)
        else:
            x = self.embedding(indices.long())
        h, state = self.rnn(x, state)
        return self.fc(h), state


def check_indices(name, indices, depth):
    if indices.is_floating_point() or indices.is_complex() or indices.dtype == torch.bool:
        raise ValueError(f"{name} must be integers, got {indices.dtype}")
    if indices.numel() and (indices.min() < 0 or indices.max() >= depth):
        raise ValueError(f"{name} must lie in 0 ... {depth - 1}")


def train_char_model(model, inputs, labels, epochs, lr, max_norm):
    if inputs.shape != labels.shape:
        raise ValueError(f"labels has shape {tuple(labels.shape)}, inputs {tuple(inputs.shape)}")
    if max_norm < 0:
        raise ValueError(f"max_norm is {max_norm}, expected 0 or more")
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(epochs):
        optimizer.zero_grad()
        scores, _ = model(inputs)
        check_indices("labels", labels, scores.shape[2])
        loss = F.cross_entropy(scores.reshape(-1, scores.shape[2]), labels.reshape(-1).long())
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        losses.append(loss.item())
    return losses
