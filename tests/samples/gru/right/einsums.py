# GRU by einsum, weights folded to (rows, gate, unit), time first inside; results are views and may be in Fortran order.
import numpy as np


def fold(W):
    return W.reshape(*W.shape[:-1], 3, W.shape[-1] // 3)


def unfold(W):
    return np.asfortranarray(W.reshape(*W.shape[:-2], -1))


def look(rank, **arrays):
    names = list(arrays)
    x, h, Wx, Wh, *biases = arrays.values()
    wanted = {names[0]: rank, names[1]: 2, "Wx": 2, "Wh": 2}
    for name, array in arrays.items():
        if np.ndim(array) != wanted.get(name, 1):
            raise ValueError(f"{name} has {np.ndim(array)} axes, not {wanted.get(name, 1)}")
    N, D, H = x.shape[0], x.shape[-1], h.shape[1]
    if rank == 3 and x.shape[1] == 0:
        raise ValueError("x has no time step, at least one is needed")
    for name, shape in zip(names[1:], [(N, H), (D, 3 * H), (H, 3 * H), (3 * H,), (3 * H,)]):
        if arrays[name].shape != shape:
            raise ValueError(f"{name} is of shape {arrays[name].shape}, not {shape}")


def sig(a):
    out = np.empty(a.shape)
    positive = a > 0
    out[positive] = 1 / (1 + np.exp(-a[positive]))
    e = np.exp(a[~positive])
    out[~positive] = e / (1 + e)
    return out


def before(x, h, Wx, Wh, b):
    V, U, c = fold(Wx), fold(Wh), fold(b)
    drive = np.einsum("tnd,dgh->tngh", x, V) + c
    keep = {"h": [h], "r": [], "z": [], "n": []}
    for a in drive:
        gates = sig(a[:, :2] + np.einsum("nk,kgh->ngh", h, U[:, :2]))
        r, z = gates[:, 0], gates[:, 1]
        n = np.tanh(a[:, 2] + np.einsum("nk,nk,kh->nh", r, h, U[:, 2]))
        h = np.einsum("nh,nh->nh", z, h) + np.einsum("nh,nh->nh", 1 - z, n)
        for name, value in zip("rznh", (r, z, n, h)):
            keep[name].append(value)
    return np.array(keep["h"][1:]), (x, V, U, {name: np.array(values) for name, values in keep.items()})


def before_back(dh, cache):
    x, V, U, keep = cache
    h, r, z, n = keep["h"][:-1], keep["r"], keep["z"], keep["n"]
    d = np.zeros((*n.shape[:2], 3, n.shape[2]))
    later = np.zeros(n.shape[1:])
    for t in range(len(x) - 1, -1, -1):
        g = dh[t] + later
        d[t, :, 2] = g * (1 - z[t]) * (1 - n[t] ** 2)
        back = np.einsum("nh,kh->nk", d[t, :, 2], U[:, 2])
        d[t, :, 0] = back * h[t] * r[t] * (1 - r[t])
        d[t, :, 1] = g * (h[t] - n[t]) * z[t] * (1 - z[t])
        later = g * z[t] + back * r[t] + np.einsum("ngh,kgh->nk", d[t, :, :2], U[:, :2])
    dU = np.empty(U.shape)
    dU[:, :2] = np.einsum("tnk,tngh->kgh", h, d[:, :, :2])
    dU[:, 2] = np.einsum("tnk,tnk,tnh->kh", r, h, d[:, :, 2])
    dV = np.einsum("tnd,tngh->dgh", x, d)
    return np.einsum("tngh,dgh->tnd", d, V), later, unfold(dV), unfold(dU), unfold(np.einsum("tngh->gh", d))


def after(x, h, Wx, Wh, bx, bh):
    V, U = fold(Wx), fold(Wh)
    drive = np.einsum("tnd,dgh->tngh", x, V) + fold(bx)
    keep = {"h": [h], "r": [], "z": [], "n": [], "q": []}
    for a in drive:
        p = np.einsum("nk,kgh->ngh", h, U) + fold(bh)
        gates = sig(a[:, :2] + p[:, :2])
        r, z, q = gates[:, 0], gates[:, 1], p[:, 2]
        n = np.tanh(a[:, 2] + r * q)
        h = z * h + (1 - z) * n
        for name, value in zip("rznqh", (r, z, n, q, h)):
            keep[name].append(value)
    return np.array(keep["h"][1:]), (x, V, U, {name: np.array(values) for name, values in keep.items()})


def after_back(dh, cache):
    x, V, U, keep = cache
    h, r, z, n, q = keep["h"][:-1], keep["r"], keep["z"], keep["n"], keep["q"]
    d = np.zeros((*n.shape[:2], 3, n.shape[2]))
    later = np.zeros(n.shape[1:])
    scale = np.stack([np.ones(r.shape), np.ones(r.shape), r], axis=2)
    for t in range(len(x) - 1, -1, -1):
        g = dh[t] + later
        d[t, :, 2] = g * (1 - z[t]) * (1 - n[t] ** 2)
        d[t, :, 0] = d[t, :, 2] * q[t] * r[t] * (1 - r[t])
        d[t, :, 1] = g * (h[t] - n[t]) * z[t] * (1 - z[t])
        later = g * z[t] + np.einsum("ngh,ngh,kgh->nk", d[t], scale[t], U)
    s = d * scale
    dx = np.einsum("tngh,dgh->tnd", d, V)
    dV, dU = np.einsum("tnd,tngh->dgh", x, d), np.einsum("tnk,tngh->kgh", h, s)
    return dx, later, unfold(dV), unfold(dU), unfold(d.sum((0, 1))), unfold(s.sum((0, 1)))


def backward(back, dh, cache, shape, turn):
    if np.shape(dh) != shape:
        raise ValueError(f"dh is of shape {np.shape(dh)}, not {shape}")
    dx, *others = back(turn(dh), cache)
    return (turn(dx) if dh.ndim == 3 else dx[0], *others)


def flip(array):
    return array.transpose(1, 0, 2)


def lone(array):
    return array[None]


def gru_step_forward(x, h_prev, Wx, Wh, b):
    look(2, x=x, h_prev=h_prev, Wx=Wx, Wh=Wh, b=b)
    h, cache = before(lone(x), h_prev, Wx, Wh, b)
    return h[0], cache


def gru_step_backward(dh, cache):
    return backward(before_back, dh, cache, cache[3]["n"].shape[1:], lone)


def gru_forward(x, h0, Wx, Wh, b):
    look(3, x=x, h0=h0, Wx=Wx, Wh=Wh, b=b)
    h, cache = before(flip(x), h0, Wx, Wh, b)
    return flip(h), cache


def gru_backward(dh, cache):
    return backward(before_back, dh, cache, flip(cache[3]["n"]).shape, flip)


def gru_reset_after_step_forward(x, h_prev, Wx, Wh, bx, bh):
    look(2, x=x, h_prev=h_prev, Wx=Wx, Wh=Wh, bx=bx, bh=bh)
    h, cache = after(lone(x), h_prev, Wx, Wh, bx, bh)
    return h[0], cache


def gru_reset_after_step_backward(dh, cache):
    return backward(after_back, dh, cache, cache[3]["n"].shape[1:], lone)


def gru_reset_after_forward(x, h0, Wx, Wh, bx, bh):
    look(3, x=x, h0=h0, Wx=Wx, Wh=Wh, bx=bx, bh=bh)
    h, cache = after(flip(x), h0, Wx, Wh, bx, bh)
    return flip(h), cache


def gru_reset_after_backward(dh, cache):
    return backward(after_back, dh, cache, flip(cache[3]["n"]).shape, flip)
