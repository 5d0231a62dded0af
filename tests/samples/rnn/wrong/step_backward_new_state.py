# wrong: rnn_step_backward: dWh from the new state
# known: dWh-from-h
"""Every product is an einsum; every check reads the same subscripts."""

import string

import numpy as np

es = np.einsum


def axes(spec, *arrays, **names):
    """axes("NTD,NH", x, h0, names=...): sizes a letter has to agree on across all arrays."""
    seen = {}
    for sub, (name, a) in zip(spec.split(","), names.items()):
        shape = np.shape(a)
        good = len(shape) == len(sub)
        if good:
            for ch, size in zip(sub, shape):
                if ch in string.ascii_uppercase:
                    good &= seen.setdefault(ch, size) == size
            good &= not ("T" in sub and shape[sub.index("T")] == 0)
        if not good:
            want = tuple(seen.get(ch, ch) for ch in sub)
            raise ValueError(f"`{name}` should be {sub} = {want} (T at least 1), not {shape}")
    return seen


def softmax(scores):
    if np.ndim(scores) == 0:
        raise ValueError(f"`scores` should be (..., C), not {np.shape(scores)}")
    e = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return es("...c,...->...c", e, 1 / es("...c->...", e))


def rnn_step_forward(x, h_prev, Wx, Wh, b):
    axes("ND,NH,DH,HH,H", x=x, h_prev=h_prev, Wx=Wx, Wh=Wh, b=b)
    h = np.tanh(es("nd,dh->nh", x, Wx) + es("ni,ih->nh", h_prev, Wh) + b)
    return h, dict(x=x, h_prev=h_prev, Wx=Wx, Wh=Wh, h=h)


def rnn_step_backward(dh, cache):
    axes("NH,NH", h=cache["h"], dh=dh)
    dz = es("nh,nh->nh", dh, 1 - cache["h"] ** 2)
    return (
        es("nh,dh->nd", dz, cache["Wx"]),
        es("nh,ih->ni", dz, cache["Wh"]),
        es("nd,nh->dh", cache["x"], dz),
        es("ni,nh->ih", cache["h"], dz),
        es("nh->h", dz),
    )


def rnn_forward(x, h0, Wx, Wh, b):
    axes("NTD,NH,DH,HH,H", x=x, h0=h0, Wx=Wx, Wh=Wh, b=b)
    z = es("ntd,dh->tnh", x, Wx) + b
    h = [h0]
    for zt in z:
        h.append(np.tanh(zt + es("ni,ih->nh", h[-1], Wh)))
    h = np.array(h)
    return es("tnh->nth", h[1:]), dict(x=x, h=h, Wx=Wx, Wh=Wh)


def rnn_backward(dh, cache):
    x, h, Wx, Wh = (cache[k] for k in ("x", "h", "Wx", "Wh"))
    axes("NTH,NTH", h=es("tnh->nth", h[1:]), dh=dh)
    dz = np.zeros_like(h[1:])
    carry = np.zeros_like(h[0])
    for t in range(len(dz) - 1, -1, -1):
        dz[t] = (dh[:, t] + carry) * (1 - h[t + 1] ** 2)
        carry = es("nh,ih->ni", dz[t], Wh)
    return (
        es("tnh,dh->ntd", dz, Wx),
        carry,
        es("ntd,tnh->dh", x, dz),
        es("tni,tnh->ih", h[:-1], dz),
        es("tnh->h", dz),
    )


def time_distributed_forward(x, Wy, by, activation="linear"):
    axes("NTD,DC,C", x=x, Wy=Wy, by=by)
    slopes = {"linear": lambda y: np.ones_like(y), "sigmoid": lambda y: y * (1 - y)}
    if activation not in slopes:
        raise ValueError(f"`activation` should be one of {sorted(slopes)}, not {activation!r}")
    y = es("ntd,dc->ntc", x, Wy) + by
    if activation == "sigmoid":
        y = np.where(y > 0, 1.0, np.exp(np.minimum(y, 0))) / (1 + np.exp(-np.abs(y)))
    return y, (x, Wy, y, slopes[activation])


def time_distributed_backward(dy, cache):
    x, Wy, y, slope = cache
    axes("NTC,NTC", y=y, dy=dy)
    dz = dy * slope(y)
    return es("ntc,dc->ntd", dz, Wy), es("ntd,ntc->dc", x, dz), es("ntc->c", dz)


def sequence_cross_entropy(scores, labels, mask=None):
    axes("NTC,NT", scores=scores, labels=labels)
    if mask is None:
        mask = np.ones(labels.shape, dtype=bool)
    axes("NT,NT", labels=labels, mask=mask)
    if not np.issubdtype(labels.dtype, np.integer):
        raise ValueError(f"`labels` should be integers, not {labels.dtype}")
    C = scores.shape[2]
    wrong = mask & ((labels < 0) | (labels >= C))
    if wrong.any():
        raise ValueError(f"`labels` should lie in 0..{C - 1}, not be {labels[wrong][0]}")
    hot = es("nt,ntc->ntc", mask, labels[..., None] == np.arange(C)).astype(float)
    weight = mask / max(mask.sum(), 1)
    shifted = scores - scores.max(-1, keepdims=True)
    log_z = np.log(es("ntc->nt", np.exp(shifted)))
    loss = es("nt,nt->", weight, log_z) - es("nt,ntc,ntc->", weight, hot, shifted)
    return float(loss), es("nt,ntc->ntc", weight, np.exp(shifted - log_z[..., None]) - hot)


def stacked_rnn_forward(x, h0, layers):
    if len(layers) != len(h0):
        raise ValueError(f"`layers` and `h0` should be as many, not {len(layers)} and {len(h0)}")
    finals = []
    for k in range(len(layers)):
        Wx, Wh, b = layers[k]
        x, cache = rnn_forward(x, h0[k], Wx, Wh, b)
        finals.append(cache["h"][-1])
    return x, finals


def bidirectional_rnn_forward(x, forward, backward):
    (a, b, c), (d, e, f) = forward, backward
    spec = {"x": x, "forward Wx": a, "forward Wh": b, "forward b": c, "backward Wx": d, "backward Wh": e, "backward b": f}
    H = axes("NTD,DH,HH,H,DH,HH,H", **spec)["H"]
    zero = np.zeros((len(x), H))
    y1, c1 = rnn_forward(x, zero, a, b, c)
    y2, c2 = rnn_forward(x[:, ::-1], zero, d, e, f)
    return np.concatenate((y1, y2[:, ::-1]), axis=2), (c1, c2)


def bidirectional_rnn_backward(dh, cache):
    one, two = cache
    T1, N, H = one["h"].shape
    if np.shape(dh) != (N, T1 - 1, 2 * H):
        raise ValueError(f"`dh` should be {(N, T1 - 1, 2 * H)}, not {np.shape(dh)}")
    halves = dh.reshape(N, T1 - 1, 2, H)
    dx1, _, *g1 = rnn_backward(halves[:, :, 0], one)
    dx2, _, *g2 = rnn_backward(halves[:, ::-1, 1], two)
    return dx1 + dx2[:, ::-1], (*g1,), (*g2,)


def train_hello(hidden_size, epochs, lr, rng):
    vocabulary = sorted(set("hello"))
    one_hot = lambda word: np.array([[[float(c == v) for v in vocabulary] for c in word]])
    x, target = one_hot("hello"), one_hot("ohlol")
    labels = target.argmax(-1)
    H = hidden_size
    glorot = lambda a, b: rng.normal(0, np.sqrt(2 / (a + b)), (a, b))
    p = dict(Wx=glorot(4, H), Wh=glorot(H, H), b=np.zeros(H), Wy=glorot(H, 4), by=np.zeros(4))

    def predict():
        h, c = rnn_forward(x, np.zeros((1, H)), p["Wx"], p["Wh"], p["b"])
        y, d = time_distributed_forward(h, p["Wy"], p["by"])
        return y, c, d

    losses = np.zeros(epochs)
    for i in range(epochs):
        y, c, d = predict()
        losses[i], dy = sequence_cross_entropy(y, labels)
        dh, dWy, dby = time_distributed_backward(dy, d)
        g = dict(zip(("Wx", "Wh", "b"), rnn_backward(dh, c)[2:]), Wy=dWy, by=dby)
        norm = sum(es("...,...->", v.ravel() @ v.ravel(), 1.0) for v in g.values()) ** 0.5
        for k in p:
            p[k] = p[k] - lr * g[k] * (5 / norm if norm > 5 else 1)
    return "".join(np.array(vocabulary)[predict()[0].argmax(-1)[0]]), losses
