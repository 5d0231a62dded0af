"""No array tricks: every number is carried to its new place by hand."""
import numpy as np

GATES = {"rnn": 1, "lstm": 4, "gru": 3}


def need(condition, message):
    if not condition:
        raise ValueError(message)


def how_many_gates(kind):
    need(kind in ("rnn", "lstm", "gru"), f"kind is {kind!r}, it should be one of rnn, lstm, gru")
    return GATES[kind]


def whole(name, value, low, high):
    need(isinstance(value, (int, np.integer)), f"{name} is {value!r}, it should be a whole number")
    need(low <= value <= high, f"{name} is {value}, it should be {low} to {high}")
    return int(value)


def matrix(name, value):
    need(np.ndim(value) == 2, f"{name} has the shape {np.shape(value)}, it should have two axes")
    return [[float(v) for v in row] for row in value], *np.shape(value)


def vector(name, value, size):
    need(np.shape(value) == (size,), f"{name} has the shape {np.shape(value)}, it should be {(size,)}")
    return [float(v) for v in value]


def pair(b):
    need(isinstance(b, (tuple, list)) and len(b) == 2, f"b is {b!r}, a gru wants the pair (bx, bh)")
    return b


def turned(rows, height, width):
    out = np.zeros((width, height))
    for i in range(height):
        for j in range(width):
            out[j, i] = rows[i][j]
    return out


def parameter_count(kind, D, H, layers=1, bidirectional=False, biases=2):
    how_many_gates(kind)
    whole("biases", biases, 0, 2)
    count = 0
    for layer in range(layers):
        for direction in range(2 if bidirectional else 1):
            for gate in range(how_many_gates(kind)):
                for unit in range(H):
                    if layer == 0:
                        count += D
                    elif bidirectional:
                        count += H + H
                    else:
                        count += H
                    count += H
                    count += biases
    return count


def output_shapes(kind, N, T, D, H, layers=1, bidirectional=False, batch_first=False):
    how_many_gates(kind)
    need(T >= 1, f"T is {T}, there should be at least one step")
    width, states = H, layers
    if bidirectional:
        width = width + H
        states = states + layers
    shapes = {"h_n": [states, N, H]}
    if kind == "lstm":
        shapes["c_n"] = [states, N, H]
    if batch_first:
        shapes["output"] = [N, T, width]
    else:
        shapes["output"] = [T, N, width]
    return shapes


def split_gates(W, gates):
    W = np.asarray(W)
    need(W.ndim > 0, f"W has the shape {W.shape}, it should have an axis of gates")
    need(gates >= 1, f"gates is {gates}, it should be at least 1")
    need(W.shape[-1] % gates == 0, f"W has {W.shape[-1]} columns, which should be a multiple of gates, {gates}")
    H = W.shape[-1] // gates
    blocks = [np.zeros(W.shape[:-1] + (H,)) for _ in range(gates)]
    for at in np.ndindex(W.shape):
        column = at[-1]
        blocks[column // H][at[:-1] + (column % H,)] = W[at]
    return blocks


def merge_gates(blocks):
    need(len(blocks) > 0, "blocks is empty, it should hold at least one gate")
    shapes = [np.shape(block) for block in blocks]
    for shape in shapes:
        need(shape == shapes[0] and shape != (), f"blocks have the shapes {shapes}, they should be the same")
    H = shapes[0][-1]
    out = np.zeros(shapes[0][:-1] + (H * len(blocks),))
    for gate, block in enumerate(blocks):
        for at in np.ndindex(shapes[0]):
            out[at[:-1] + (gate * H + at[-1],)] = np.asarray(block)[at]
    return out


def reorder_gates(W, source, target):
    W = np.asarray(W)
    need(W.ndim > 0, f"W has the shape {W.shape}, it should have an axis of gates")
    for name, letters in (("source", source), ("target", target)):
        need(len(letters) > 0, f"{name} is {letters!r}, it should name a gate at least")
        for letter in letters:
            need(letters.count(letter) == 1, f"{name} is {letters!r}, {letter!r} should be there once")
    for letter in source + target:
        need(letter in source and letter in target, f"source is {source!r}, target {target!r}, they should hold the same letters")
    need(W.shape[-1] % len(source) == 0, f"W has {W.shape[-1]} columns, wanted a multiple of {len(source)} as in source")
    H = W.shape[-1] // len(source)
    out = np.zeros(W.shape)
    for at in np.ndindex(W.shape):
        gate, unit = at[-1] // H, at[-1] % H
        out[at[:-1] + (target.index(source[gate]) * H + unit,)] = W[at]
    return out


def to_torch(kind, Wx, Wh, b):
    G = how_many_gates(kind)
    wx, D, K = matrix("Wx", Wx)
    wh, H, L = matrix("Wh", Wh)
    need(L == G * H, f"Wh has the shape {(H, L)}, it should be {(H, G * H)}")
    need(K == L, f"Wx has the shape {(D, K)}, it should be {(D, L)} as Wh has {L} columns")
    if kind == "gru":
        bx, bh = pair(b)
        bx, bh = vector("b[0]", bx, L), vector("b[1]", bh, L)
    else:
        bx, bh = vector("b", b, L), [0.0] * L
    return {
        "bias_hh_l0": np.array(bh),
        "bias_ih_l0": np.array(bx),
        "weight_hh_l0": turned(wh, H, L),
        "weight_ih_l0": turned(wx, D, L),
    }


def from_torch(kind, state):
    G = how_many_gates(kind)
    wanted = ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"]
    for name in wanted:
        need(name in state, f"state has only {sorted(state)}, it should have {name}")
    for name in state:
        need(name in wanted, f"state has {name}, it should be of one layer and one direction: {wanted}")
    wx, K, D = matrix("state's weight_ih_l0", state["weight_ih_l0"])
    wh, L, H = matrix("state's weight_hh_l0", state["weight_hh_l0"])
    need(L == G * H, f"state's weight_hh_l0 has the shape {(L, H)}, it should be {(G * H, H)}")
    need(K == L, f"state's weight_ih_l0 has the shape {(K, D)}, it should be {(L, D)}")
    bx = vector("state's bias_ih_l0", state["bias_ih_l0"], L)
    bh = vector("state's bias_hh_l0", state["bias_hh_l0"], L)
    if kind == "gru":
        b = [np.array(bx), np.array(bh)]
    else:
        b = np.array([one + other for one, other in zip(bx, bh)])
    return [turned(wx, K, D), turned(wh, L, H), b]


def from_keras(kind, kernel, recurrent_kernel, bias):
    G = how_many_gates(kind)
    _, D, K = matrix("kernel", kernel)
    _, H, L = matrix("recurrent_kernel", recurrent_kernel)
    need(L == G * H, f"recurrent_kernel has the shape {(H, L)}, it should be {(H, G * H)}")
    need(K == L, f"kernel has the shape {(D, K)}, it should be {(D, L)}")
    if kind != "gru":
        bias = np.array(vector("bias", bias, L))
        return [np.array(kernel), np.array(recurrent_kernel), bias]
    need(np.shape(bias) == (2, L), f"bias has the shape {np.shape(bias)}, it should be {(2, L)}")
    moved = []
    for array in (kernel, recurrent_kernel, bias):
        new = np.zeros(np.shape(array))
        for row in range(len(array)):
            for unit in range(H):
                new[row, unit] = array[row][H + unit]
                new[row, H + unit] = array[row][unit]
                new[row, 2 * H + unit] = array[row][2 * H + unit]
        moved.append(new)
    return [moved[0], moved[1], [moved[2][0], moved[2][1]]]


def join_concat(Wx, Wh):
    wx, D, K = matrix("Wx", Wx)
    wh, H, L = matrix("Wh", Wh)
    need(K == L, f"Wx has {K} columns and Wh has {L}, they should have as many")
    rows = []
    for row in wh:
        rows.append(row)
    for row in wx:
        rows.append(row)
    return np.array(rows)


def split_concat(W, H):
    rows, R, K = matrix("W", W)
    whole("H", H, 0, R - 1)
    wx, wh = np.zeros((R - H, K)), np.zeros((H, K))
    for r in range(R):
        for k in range(K):
            if r < H:
                wh[r, k] = rows[r][k]
            else:
                wx[r - H, k] = rows[r][k]
    return [wx, wh]


def sequences(name, value, lengths, low):
    need(np.ndim(value) == 3, f"{name} has the shape {np.shape(value)}, it should have three axes")
    N, T, _ = np.shape(value)
    need(T > 0, f"{name} has the shape {np.shape(value)}, it should have a step")
    need(np.shape(lengths) == (N,), f"lengths has the shape {np.shape(lengths)}, it should be {(N,)}")
    return [whole("lengths", length, low, T) for length in lengths]


def last_valid_step(h, lengths):
    lengths = sequences("h", h, lengths, 1)
    N, T, H = np.shape(h)
    out = np.zeros((N, H))
    for n in range(N):
        for t in range(T):
            if t + 1 == lengths[n]:
                for j in range(H):
                    out[n, j] = h[n, t, j]
    return out


def reverse_padded(x, lengths):
    lengths = sequences("x", x, lengths, 0)
    N, T, D = np.shape(x)
    out = np.zeros((N, T, D))
    for n in range(N):
        for t in range(T):
            source = t
            if t < lengths[n]:
                source = lengths[n] - 1 - t
            for d in range(D):
                out[n, t, d] = x[n, source, d]
    return out
