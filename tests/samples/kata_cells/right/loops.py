"""Lists and loops, one number at a time; numpy at the door only."""
import math

import numpy as np


def see(**arrays):
    """see(x=(x, "ND"), ...): bind letters to sizes, complain about the first array that contradicts."""
    sizes = {}
    for name, (value, axes) in arrays.items():
        shape = np.shape(value)
        if len(shape) != len(axes):
            raise ValueError(f"{name}: expected {len(axes)} axes, got shape {shape}")
        for axis, size in zip(axes, shape):
            if sizes.setdefault(axis, size) != size:
                raise ValueError(f"{name}: axis {axis} is {size}, expected {sizes[axis]}")
            if axis == "T" and not size:
                raise ValueError(f"{name}: no time step")
    return sizes


def blocks(sizes, count):
    if sizes["K"] != count * sizes["H"]:
        raise ValueError(f"expected {count} gates, see the columns of Wx, Wh, b, W, W_ih or W_hh")


def lists(*arrays):
    return [np.asarray(array).tolist() for array in arrays]


def sig(v):
    if v < 0:
        return math.exp(v) / (1 + math.exp(v))
    return 1 / (1 + math.exp(-v))


def dot(row, W, column):
    return math.fsum(value * W[k][column] for k, value in enumerate(row))


def turned(W):
    return [list(column) for column in zip(*W)]


def rnn_last_state(x, h0, Wx, Wh, b):
    see(x=(x, "NTD"), h0=(h0, "NH"), Wx=(Wx, "DH"), Wh=(Wh, "HH"), b=(b, "H"))
    x, h0, Wx, Wh, b = lists(x, h0, Wx, Wh, b)
    last = []
    for sequence, h in zip(x, h0):
        for word in sequence:
            h = [math.tanh(dot(word, Wx, j) + dot(h, Wh, j) + b[j]) for j in range(len(b))]
        last.append(h)
    return np.array(last)


def lstm(x, h, c, pre):
    """pre(n, k): the pre-activation of column k for sequence n."""
    H = len(h[0])
    new_h, new_c = [], []
    for n in range(len(x)):
        cells = []
        for j in range(H):
            i, f, g, o = (pre(n, gate * H + j) for gate in range(4))
            cells.append((sig(o), sig(f) * c[n][j] + sig(i) * math.tanh(g)))
        new_c.append([cell for _, cell in cells])
        new_h.append([o * math.tanh(cell) for o, cell in cells])
    return np.array(new_h), np.array(new_c)


def lstm_step_concat(x, h_prev, c_prev, W, b):
    sizes = see(x=(x, "ND"), h_prev=(h_prev, "NH"), c_prev=(c_prev, "NH"), W=(W, "RK"), b=(b, "K"))
    blocks(sizes, 4)
    if sizes["R"] != sizes["D"] + sizes["H"]:
        raise ValueError("W has not a row for every entry of x and h_prev")
    x, h, c, W, b = lists(x, h_prev, c_prev, W, b)
    return lstm(x, h, c, lambda n, k: dot(x[n] + h[n], W, k) + b[k])


def lstm_step_torch(x, h_prev, c_prev, W_ih, W_hh, b_ih, b_hh):
    sizes = see(x=(x, "ND"), h_prev=(h_prev, "NH"), c_prev=(c_prev, "NH"), W_ih=(W_ih, "KD"), W_hh=(W_hh, "KH"),
                b_ih=(b_ih, "K"), b_hh=(b_hh, "K"))
    blocks(sizes, 4)
    x, h, c, W_ih, W_hh, b_ih, b_hh = lists(x, h_prev, c_prev, W_ih, W_hh, b_ih, b_hh)
    A, B = turned(W_ih), turned(W_hh)
    return lstm(x, h, c, lambda n, k: dot(x[n], A, k) + dot(h[n], B, k) + b_ih[k] + b_hh[k])


def gru_step_cho(x, h_prev, Wr, Ur, Wz, Uz, W, U):
    see(x=(x, "ND"), h_prev=(h_prev, "NH"), Wr=(Wr, "DH"), Ur=(Ur, "HH"), Wz=(Wz, "DH"), Uz=(Uz, "HH"), W=(W, "DH"),
        U=(U, "HH"))
    x, hs, Wr, Ur, Wz, Uz, W, U = lists(x, h_prev, Wr, Ur, Wz, Uz, W, U)
    out = []
    for word, h in zip(x, hs):
        units = range(len(h))
        reset = [sig(dot(word, Wr, j) + dot(h, Ur, j)) * h[j] for j in units]
        row = []
        for j in units:
            z = sig(dot(word, Wz, j) + dot(h, Uz, j))
            n = math.tanh(dot(word, W, j) + dot(reset, U, j))
            row.append(n + z * (h[j] - n))
        out.append(row)
    return np.array(out)


def gru_step_torch(x, h_prev, W_ih, W_hh, b_ih, b_hh):
    sizes = see(x=(x, "ND"), h_prev=(h_prev, "NH"), W_ih=(W_ih, "KD"), W_hh=(W_hh, "KH"), b_ih=(b_ih, "K"),
                b_hh=(b_hh, "K"))
    blocks(sizes, 3)
    H = sizes["H"]
    x, hs, W_ih, W_hh, b_ih, b_hh = lists(x, h_prev, W_ih, W_hh, b_ih, b_hh)
    A, B = turned(W_ih), turned(W_hh)
    out = []
    for word, h in zip(x, hs):
        row = []
        for j in range(H):
            left = [dot(word, A, gate * H + j) + b_ih[gate * H + j] for gate in range(3)]
            right = [dot(h, B, gate * H + j) + b_hh[gate * H + j] for gate in range(3)]
            r, z = sig(left[0] + right[0]), sig(left[1] + right[1])
            n = math.tanh(left[2] + r * right[2])
            row.append(n + z * (h[j] - n))
        out.append(row)
    return np.array(out)


def peephole_lstm_step(x, h_prev, c_prev, Wx, Wh, b, p_i, p_f, p_o):
    sizes = see(x=(x, "ND"), h_prev=(h_prev, "NH"), c_prev=(c_prev, "NH"), Wx=(Wx, "DK"), Wh=(Wh, "HK"), b=(b, "K"),
                p_i=(p_i, "H"), p_f=(p_f, "H"), p_o=(p_o, "H"))
    blocks(sizes, 4)
    N, H = sizes["N"], sizes["H"]
    h, c = np.zeros((N, H)), np.zeros((N, H))
    xs, hs, cs, Wx, Wh, b, p_i, p_f, p_o = lists(x, h_prev, c_prev, Wx, Wh, b, p_i, p_f, p_o)
    for n in range(N):
        for j in range(H):
            i, f, g, o = (dot(xs[n], Wx, k) + dot(hs[n], Wh, k) + b[k] for k in range(j, 4 * H, H))
            old = cs[n][j]
            c[n, j] = sig(f + p_f[j] * old) * old + sig(i + p_i[j] * old) * math.tanh(g)
            h[n, j] = sig(o + p_o[j] * c[n, j]) * math.tanh(c[n, j])
    return h, c


def coupled_lstm_step(x, h_prev, c_prev, Wx, Wh, b):
    sizes = see(x=(x, "ND"), h_prev=(h_prev, "NH"), c_prev=(c_prev, "NH"), Wx=(Wx, "DK"), Wh=(Wh, "HK"), b=(b, "K"))
    blocks(sizes, 3)
    N, H = sizes["N"], sizes["H"]
    h, c = np.zeros((N, H)), np.zeros((N, H))
    xs, hs, cs, Wx, Wh, b = lists(x, h_prev, c_prev, Wx, Wh, b)
    for n in range(N):
        for j in range(H):
            f, g, o = (dot(xs[n], Wx, k) + dot(hs[n], Wh, k) + b[k] for k in range(j, 3 * H, H))
            c[n, j] = sig(f) * cs[n][j] + sig(-f) * math.tanh(g)
            h[n, j] = sig(o) * math.tanh(c[n, j])
    return [h, c]


def minimal_gated_step(x, h_prev, Wx, Wh, b):
    sizes = see(x=(x, "ND"), h_prev=(h_prev, "NH"), Wx=(Wx, "DK"), Wh=(Wh, "HK"), b=(b, "K"))
    blocks(sizes, 2)
    H = sizes["H"]
    xs, hs, Wx, Wh, b = lists(x, h_prev, Wx, Wh, b)
    out = []
    for word, h in zip(xs, hs):
        f = [sig(dot(word, Wx, j) + dot(h, Wh, j) + b[j]) for j in range(H)]
        reset = [gate * state for gate, state in zip(f, h)]
        n = [math.tanh(dot(word, Wx, H + j) + dot(reset, Wh, H + j) + b[H + j]) for j in range(H)]
        out.append([state + gate * (new - state) for state, gate, new in zip(h, f, n)])
    return np.array(out)


def layer_norm_rnn_step(x, h_prev, Wx, Wh, gain, b, eps=1e-5):
    see(x=(x, "ND"), h_prev=(h_prev, "NH"), Wx=(Wx, "DH"), Wh=(Wh, "HH"), gain=(gain, "H"), b=(b, "H"))
    xs, hs, Wx, Wh, gain, b = lists(x, h_prev, Wx, Wh, gain, b)
    out = []
    for word, h in zip(xs, hs):
        a = [dot(word, Wx, j) + dot(h, Wh, j) for j in range(len(h))]
        mean = math.fsum(a) / len(a)
        variance = math.fsum((value - mean) ** 2 for value in a) / len(a)
        out.append([math.tanh(k * (value - mean) / math.sqrt(variance + eps) + s) for value, k, s in zip(a, gain, b)])
    return np.array(out)


def zeros_and_ones(name, mask):
    if any(value not in (0, 1) for row in mask for value in row):
        raise ValueError(f"{name}: only 0 and 1, please")


def masked_rnn(x, mask, h0, Wx, Wh, b):
    see(x=(x, "NTD"), mask=(mask, "NT"), h0=(h0, "NH"), Wx=(Wx, "DH"), Wh=(Wh, "HH"), b=(b, "H"))
    x, mask, h0, Wx, Wh, b = lists(x, mask, h0, Wx, Wh, b)
    zeros_and_ones("mask", mask)
    out = []
    for sequence, real, h in zip(x, mask, h0):
        states = []
        for word, is_real in zip(sequence, real):
            if is_real:
                h = [math.tanh(dot(word, Wx, j) + dot(h, Wh, j) + b[j]) for j in range(len(b))]
            states.append(h)
        out.append(states)
    return np.array(out)


def packed_last_state(forward, backward, lengths):
    sizes = see(forward=(forward, "NTH"), backward=(backward, "NTH"), lengths=(lengths, "N"))
    rows = []
    for n, length in enumerate(lengths):
        if not isinstance(length, (int, np.integer)) or not 1 <= length <= sizes["T"]:
            raise ValueError(f"lengths: {length} is no number of steps from 1 to {sizes['T']}")
        rows.append([*forward[n][length - 1], *backward[n][0]])
    return np.array(rows)


def pooled(h, mask, how):
    see(h=(h, "NTH"), mask=(mask, "NT"))
    width = np.shape(h)[2]
    h, mask = lists(h, mask)
    zeros_and_ones("mask", mask)
    rows = []
    for states, real in zip(h, mask):
        left = [state for state, is_real in zip(states, real) if is_real]
        rows.append([how(column) for column in zip(*left)] if left else [0.0] * width)
    return np.array(rows)


def masked_mean_pool(h, mask):
    return pooled(h, mask, lambda column: math.fsum(column) / len(column))


def masked_max_pool(h, mask):
    return pooled(h, mask, max)


def attend(query, keys, mask):
    see(query=(query, "NH"), keys=(keys, "NTH"), mask=(mask, "NT"))
    query, keys, mask = lists(query, keys, mask)
    zeros_and_ones("mask", mask)
    contexts, weights = [], []
    for q, states, real in zip(query, keys, mask):
        if not any(real):
            raise ValueError("mask: a sequence without a real step")
        scores = [math.fsum(a * b for a, b in zip(q, k)) for k in states]
        top = max(score for score, is_real in zip(scores, real) if is_real)
        powers = [math.exp(score - top) if is_real else 0.0 for score, is_real in zip(scores, real)]
        total = math.fsum(powers)
        weights.append([power / total for power in powers])
        contexts.append([math.fsum(w * v for w, v in zip(weights[-1], column)) for column in zip(*states)])
    return np.array(contexts), np.array(weights)


def teacher_forcing_inputs(targets, start):
    see(targets=(targets, "NT"))
    rows = []
    for row in targets:
        said = start
        rows.append([])
        for symbol in row:
            rows[-1].append(int(said))
            said = symbol
    return np.array(rows)


def greedy_decode(h0, start, stop, E, Wx, Wh, b, Wy, by, max_length):
    sizes = see(h0=(h0, "H"), E=(E, "VD"), Wx=(Wx, "DH"), Wh=(Wh, "HH"), b=(b, "H"), Wy=(Wy, "HV"), by=(by, "V"))
    for name, symbol in {"start": start, "stop": stop}.items():
        if symbol not in range(sizes["V"]):
            raise ValueError(f"{name} is no symbol")
    if max_length < 0:
        raise ValueError("max_length is less than nothing")
    h, E, Wx, Wh, b, Wy, by = lists(h0, E, Wx, Wh, b, Wy, by)

    def write(h, symbol, left):
        if not left:
            return []
        h = [math.tanh(dot(E[symbol], Wx, j) + dot(h, Wh, j) + b[j]) for j in range(len(b))]
        scores = [dot(h, Wy, v) + by[v] for v in range(len(by))]
        best = scores.index(max(scores))
        return [] if best == stop else [best, *write(h, best, left - 1)]

    return write(h, start, max_length)


def locked_dropout(h, keep, p):
    see(h=(h, "NTH"), keep=(keep, "NH"))
    zeros_and_ones("keep", np.asarray(keep).tolist())
    if p < 0 or p >= 1:
        raise ValueError("p: from 0 to below 1")
    out = np.zeros(np.shape(h))
    for n, t, j in np.ndindex(*out.shape):
        if keep[n][j]:
            out[n, t, j] = h[n][t][j] / (1 - p)
    return out


def residual_stack_step(x, h_prev, Wx, Wh, b):
    see(x=(x, "NH"), h_prev=(h_prev, "LNH"), Wx=(Wx, "LHH"), Wh=(Wh, "LHH"), b=(b, "LH"))
    y, h_prev, Wx, Wh, b = lists(x, h_prev, Wx, Wh, b)
    new = []
    for old, A, B, bias in zip(h_prev, Wx, Wh, b):
        new.append([[math.tanh(dot(row, A, j) + dot(h, B, j) + bias[j]) for j in range(len(bias))]
                    for row, h in zip(y, old)])
        y = [[u + v for u, v in zip(*rows)] for rows in zip(y, new[-1])]
    return np.array(y), np.array(new)
