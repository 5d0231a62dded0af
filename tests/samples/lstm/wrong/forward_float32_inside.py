# wrong: lstm_step_forward, lstm_forward: gates in single precision, handed out as double
"""Gates on an axis of their own, einsum for every product; the backward recomputes what it needs."""
import numpy as np

LETTERS = {"x": "ntd", "h0": "nh", "c0": "nh", "h_prev": "nh", "c_prev": "nh", "Wx": "dk", "Wh": "hk", "b": "k"}


def fits(**arrays):
    sizes, owners = {}, {}
    for name, (array, letters) in arrays.items():
        if np.ndim(array) != len(letters):
            raise ValueError(f"{name} needs axes {letters}, has shape {np.shape(array)}")
        for letter, size in zip(letters, np.shape(array)):
            if sizes.setdefault(letter, size) != size:
                raise ValueError(f"{name} has {size} for {letter}, {owners[letter]} has {sizes[letter]}")
            owners.setdefault(letter, name)
    if sizes.get("t") == 0:
        raise ValueError(f"{owners['t']} has no time step")
    if "k" in sizes and "h" in sizes and sizes["k"] != 4 * sizes["h"]:
        raise ValueError(f"{owners['k']} has {sizes['k']} columns, {owners['h']} has {sizes['h']} units: not four to one")
    return sizes


def sigmoid(z):
    return 0.5 + 0.5 * np.tanh(0.5 * z)


def four(W):
    return W.reshape(*W.shape[:-1], 4, -1)


def activate(z):
    gates = sigmoid(z)
    gates[..., 2, :] = np.tanh(z[..., 2, :])
    return gates


def lstm_gates(x, h_prev, Wx, Wh, b):
    fits(x=(x, "nd"), h_prev=(h_prev, "nh"), Wx=(Wx, "dk"), Wh=(Wh, "hk"), b=(b, "k"))
    z = np.einsum("nd,dgh->ngh", x, four(Wx)) + np.einsum("nm,mgh->ngh", h_prev, four(Wh)) + four(b)
    return tuple(np.einsum("ngh->gnh", activate(z)))


def lstm_step_forward(x, h_prev, c_prev, Wx, Wh, b):
    fits(x=(x, "nd"), h_prev=(h_prev, "nh"), c_prev=(c_prev, "nh"), Wx=(Wx, "dk"), Wh=(Wh, "hk"), b=(b, "k"))
    h, c, cache = lstm_forward(x[:, None], h_prev, c_prev, Wx, Wh, b)
    return h[:, 0], c[:, 0], cache


def lstm_step_backward(dh, dc, cache):
    h = cache[1]
    fits(h=(h, "nh"), dh=(dh, "nh"), dc=(dc, "nh"))
    dx, *rest = lstm_backward(dh[:, None], dc[:, None], cache)
    return (dx[:, 0], *rest)


def run(x, h0, c0, Wx, Wh, b):
    """States 0 .. T and the gates of every step."""
    N, T, _ = x.shape
    h, c, gates = np.empty((N, T + 1, h0.shape[1])), np.empty((N, T + 1, h0.shape[1])), []
    h[:, 0], c[:, 0] = h0, c0
    projected = np.einsum("ntd,dgh->tngh", x, four(Wx)) + four(b)
    for t in range(T):
        gates.append(activate(np.float32(projected[t] + np.einsum("nm,mgh->ngh", h[:, t], four(Wh)))).astype(float))
        i, f, g, o = np.einsum("ngh->gnh", gates[t])
        c[:, t + 1] = np.einsum("knh,knh->nh", np.array([f, i]), np.array([c[:, t], g]))
        h[:, t + 1] = o * np.tanh(c[:, t + 1])
    return h, c, np.array(gates)


def lstm_forward(x, h0, c0, Wx, Wh, b):
    arrays = dict(x=x, h0=h0, c0=c0, Wx=Wx, Wh=Wh, b=b)
    fits(**{name: (array, LETTERS[name]) for name, array in arrays.items()})
    h, c, _ = run(x, h0, c0, Wx, Wh, b)
    return np.asfortranarray(h[:, 1:]), np.asfortranarray(c[:, 1:]), [x, h0, c0, Wx, Wh, b]


def lstm_backward(dh, dc, cache):
    x, h0, c0, Wx, Wh, b = cache
    h, c, gates = run(x, h0, c0, Wx, Wh, b)
    fits(h=(h[:, 1:], "nth"), dh=(dh, "nth"), dc=(dc, "nth"))
    dz = np.zeros(gates.shape)
    from_h, from_c = np.zeros(h0.shape), np.zeros(h0.shape)
    for t in range(len(gates) - 1, -1, -1):
        i, f, g, o = (gates[t, :, k] for k in range(4))
        squashed = np.tanh(c[:, t + 1])
        from_h = from_h + dh[:, t]
        from_c = from_c + dc[:, t] + from_h * o * (1 - squashed**2)
        outer = np.stack([from_c * g, from_c * c[:, t], from_c * i, from_h * squashed], 1)
        slope = gates[t] * (1 - gates[t])
        slope[:, 2] = 1 - g**2
        dz[t] = outer * slope
        from_h, from_c = np.einsum("ngh,mgh->nm", dz[t], four(Wh)), from_c * f
    dWx = np.einsum("ntd,tngh->dgh", x, dz).reshape(Wx.shape)
    dWh = np.einsum("ntm,tngh->mgh", h[:, :-1], dz).reshape(Wh.shape)
    return np.einsum("tngh,dgh->ntd", dz, four(Wx)), from_h, from_c, dWx, dWh, dz.sum((0, 1)).ravel()


def cell_path_gradient(f, t, k):
    T = fits(f=(f, "nth"))["t"]
    for name, index in (("t", t), ("k", k)):
        if np.asarray(index).dtype.kind not in "iu":
            raise ValueError(f"{name} must be an integer, not {index!r}")
    if k < 0 or t < k or t >= T:
        raise ValueError(f"need 0 <= k <= t < {T}, got k = {k} and t = {t}")
    opened = np.ones((len(f), 1, f.shape[2]))
    return np.cumprod(np.concatenate([opened, f[:, k + 1 : t + 1]], 1), axis=1)[:, -1]


def init_lstm(D, H, rng, forget_bias=1.0):
    b = np.outer([0.0, 1.0, 0.0, 0.0], np.full(H, float(forget_bias))).reshape(-1)
    drawn = rng.uniform(-1 / np.sqrt(H), 1 / np.sqrt(H), size=4 * H * (D + H))
    return drawn[: 4 * H * D].reshape(D, 4 * H), drawn[4 * H * D :].reshape(H, 4 * H), b


def stacked_lstm_forward(x, layers):
    fits(x=(x, "ntd"))
    h_last, c_last = (), ()
    for Wx, Wh, b in layers:
        zero = np.zeros((x.shape[0], np.shape(Wh)[0]))
        x, c, _ = lstm_forward(x, zero, zero, Wx, Wh, b)
        h_last, c_last = (*h_last, x[:, -1]), (*c_last, c[:, -1])
    return x, (h_last, c_last)


def bidirectional_lstm_forward(x, forward, backward):
    sizes = fits(x=(x, "ntd"), forward=(forward[1], "hk"), backward=(backward[1], "hk"))
    zero = np.zeros((sizes["n"], sizes["h"]))
    halves = [lstm_forward(x, zero, zero, *forward)[0], lstm_forward(x[:, ::-1], zero, zero, *backward)[0][:, ::-1]]
    return np.concatenate(halves, 2)


def fit_square(epochs, lr, rng):
    x = np.linspace(0.01, 1, 600).reshape(1, 100, 6)
    Wx, Wh, b = init_lstm(6, 10, rng)
    Wy, by = rng.uniform(-1, 1, (10, 6)) * 10**-0.5, rng.uniform(-1, 1, 6) * 10**-0.5
    y = x**2 + rng.normal(0, 0.005, (1, 100, 6))
    zero, losses = np.zeros((1, 10)), []
    while True:
        h, _, cache = lstm_forward(x, zero, zero, Wx, Wh, b)
        prediction = np.einsum("nth,hd->ntd", h, Wy) + by
        if len(losses) == epochs:
            return prediction[0], np.array(losses)
        losses.append(np.einsum("ntd,ntd->", prediction - y, prediction - y) / 600)
        dy = (prediction - y) / 300
        _, _, _, *grads = lstm_backward(np.einsum("ntd,hd->nth", dy, Wy), np.zeros((1, 100, 10)), cache)
        grads += [np.einsum("nth,ntd->hd", h, dy), dy.sum((0, 1))]
        norm = np.sqrt(sum(np.einsum("p,p->", grad.ravel(), grad.ravel()) for grad in grads))
        Wx, Wh, b, Wy, by = (w - lr * min(1, 1 / norm) * grad for w, grad in zip((Wx, Wh, b, Wy, by), grads))
