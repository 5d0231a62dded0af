# GRU as in a textbook: a matrix for every gate, steps in a loop, gradients added up with +=, results as lists.
import numpy as np


def sigmoid(a):
    return np.exp(-np.logaddexp(0, -a))


def parts(a):
    return np.split(a, 3, axis=-1)


def validate(x, h, Wx, Wh, biases, state="h_prev", sequence=False):
    letters = "(N, T, D)" if sequence else "(N, D)"
    if np.ndim(x) != (3 if sequence else 2):
        raise ValueError("x must be %s, not %s" % (letters, np.shape(x)))
    if sequence and np.shape(x)[1] == 0:
        raise ValueError("x must have time steps, not %s" % (np.shape(x),))
    if np.ndim(h) != 2 or np.shape(h)[0] != np.shape(x)[0]:
        raise ValueError("%s must be (N, H) with N=%d, not %s" % (state, len(x), np.shape(h)))
    H = np.shape(h)[1]
    wanted = [("Wx", Wx, (np.shape(x)[-1], 3 * H)), ("Wh", Wh, (H, 3 * H))]
    wanted += [(name, bias, (3 * H,)) for name, bias in biases]
    for name, array, shape in wanted:
        if np.shape(array) != shape:
            raise ValueError("%s must be %s, not %s" % (name, shape, np.shape(array)))


def gru_step_forward(x, h_prev, Wx, Wh, b):
    validate(x, h_prev, Wx, Wh, [("b", b)])
    Wxr, Wxz, Wxn = parts(Wx)
    Whr, Whz, Whn = parts(Wh)
    br, bz, bn = parts(b)
    r = sigmoid(x @ Wxr + h_prev @ Whr + br)
    z = sigmoid(x @ Wxz + h_prev @ Whz + bz)
    n = np.tanh(x @ Wxn + (r * h_prev) @ Whn + bn)
    h = z * h_prev + (1 - z) * n
    return [h, (x, h_prev, Wx, Wh, r, z, n)]


def gru_step_backward(dh, cache):
    x, h_prev, Wx, Wh, r, z, n = cache
    if np.shape(dh) != np.shape(n):
        raise ValueError("dh must be %s, not %s" % (np.shape(n), np.shape(dh)))
    Wxr, Wxz, Wxn = parts(Wx)
    Whr, Whz, Whn = parts(Wh)
    # h = z * h_prev + (1 - z) * n
    dz = dh * h_prev - dh * n
    dn = dh * (1 - z)
    dh_prev = dh * z
    # n = tanh(an)
    dan = dn * (1 - n**2)
    dx = dan @ Wxn.T
    dWxn = x.T @ dan
    drh = dan @ Whn.T
    dWhn = (r * h_prev).T @ dan
    dr = drh * h_prev
    dh_prev += drh * r
    # z = sigmoid(az)
    daz = dz * z * (1 - z)
    dx += daz @ Wxz.T
    dWxz = x.T @ daz
    dh_prev += daz @ Whz.T
    dWhz = h_prev.T @ daz
    # r = sigmoid(ar)
    dar = dr * r * (1 - r)
    dx += dar @ Wxr.T
    dWxr = x.T @ dar
    dh_prev += dar @ Whr.T
    dWhr = h_prev.T @ dar
    db = np.concatenate([dar.sum(axis=0), daz.sum(axis=0), dan.sum(axis=0)])
    return [dx, dh_prev, np.concatenate([dWxr, dWxz, dWxn], 1), np.concatenate([dWhr, dWhz, dWhn], 1), db]


def gru_forward(x, h0, Wx, Wh, b):
    validate(x, h0, Wx, Wh, [("b", b)], "h0", sequence=True)
    h = np.zeros((x.shape[0], x.shape[1], h0.shape[1]))
    caches = {}
    for t in range(x.shape[1]):
        h[:, t], caches[t] = gru_step_forward(x[:, t], h0 if t == 0 else h[:, t - 1], Wx, Wh, b)
    return [h, caches]


def gru_backward(dh, cache):
    T = len(cache)
    x, h0, Wx, Wh, *_ = cache[0]
    if np.shape(dh) != (len(x), T, h0.shape[1]):
        raise ValueError("dh must be %s, not %s" % ((len(x), T, h0.shape[1]), np.shape(dh)))
    dx = np.zeros((x.shape[0], T, x.shape[1]))
    dWx, dWh, db = np.zeros_like(Wx), np.zeros_like(Wh), np.zeros(Wx.shape[1])
    dh_next = np.zeros_like(h0)
    for t in reversed(range(T)):
        dx[:, t], dh_next, dWx_t, dWh_t, db_t = gru_step_backward(dh[:, t] + dh_next, cache[t])
        dWx += dWx_t
        dWh += dWh_t
        db += db_t
    return [dx, dh_next, dWx, dWh, db]


def gru_reset_after_step_forward(x, h_prev, Wx, Wh, bx, bh):
    validate(x, h_prev, Wx, Wh, [("bx", bx), ("bh", bh)])
    Wxr, Wxz, Wxn = parts(Wx)
    Whr, Whz, Whn = parts(Wh)
    bxr, bxz, bxn = parts(bx)
    bhr, bhz, bhn = parts(bh)
    r = sigmoid(x @ Wxr + bxr + h_prev @ Whr + bhr)
    z = sigmoid(x @ Wxz + bxz + h_prev @ Whz + bhz)
    m = h_prev @ Whn + bhn
    n = np.tanh(x @ Wxn + bxn + r * m)
    h = z * h_prev + (1 - z) * n
    return [h, (x, h_prev, Wx, Wh, r, z, n, m)]


def gru_reset_after_step_backward(dh, cache):
    x, h_prev, Wx, Wh, r, z, n, m = cache
    if np.shape(dh) != np.shape(n):
        raise ValueError("dh must be %s, not %s" % (np.shape(n), np.shape(dh)))
    Wxr, Wxz, Wxn = parts(Wx)
    Whr, Whz, Whn = parts(Wh)
    dz = dh * h_prev - dh * n
    dn = dh * (1 - z)
    dh_prev = dh * z
    dan = dn * (1 - n**2)
    dr = dan * m
    dm = dan * r
    daz = dz * z * (1 - z)
    dar = dr * r * (1 - r)
    dx = dar @ Wxr.T + daz @ Wxz.T + dan @ Wxn.T
    dh_prev += dar @ Whr.T + daz @ Whz.T + dm @ Whn.T
    dWx = np.concatenate([x.T @ dar, x.T @ daz, x.T @ dan], 1)
    dWh = np.concatenate([h_prev.T @ dar, h_prev.T @ daz, h_prev.T @ dm], 1)
    dbx = np.concatenate([dar.sum(axis=0), daz.sum(axis=0), dan.sum(axis=0)])
    dbh = np.concatenate([dar.sum(axis=0), daz.sum(axis=0), dm.sum(axis=0)])
    return [dx, dh_prev, dWx, dWh, dbx, dbh]


def gru_reset_after_forward(x, h0, Wx, Wh, bx, bh):
    validate(x, h0, Wx, Wh, [("bx", bx), ("bh", bh)], "h0", sequence=True)
    h = np.zeros((x.shape[0], x.shape[1], h0.shape[1]))
    caches = {}
    for t in range(x.shape[1]):
        h[:, t], caches[t] = gru_reset_after_step_forward(x[:, t], h0 if t == 0 else h[:, t - 1], Wx, Wh, bx, bh)
    return [h, caches]


def gru_reset_after_backward(dh, cache):
    T = len(cache)
    x, h0, Wx, Wh, *_ = cache[0]
    if np.shape(dh) != (len(x), T, h0.shape[1]):
        raise ValueError("dh must be %s, not %s" % ((len(x), T, h0.shape[1]), np.shape(dh)))
    dx = np.zeros((x.shape[0], T, x.shape[1]))
    dWx, dWh, dbx, dbh = np.zeros_like(Wx), np.zeros_like(Wh), np.zeros(Wx.shape[1]), np.zeros(Wx.shape[1])
    dh_next = np.zeros_like(h0)
    for t in reversed(range(T)):
        grads = gru_reset_after_step_backward(dh[:, t] + dh_next, cache[t])
        dx[:, t], dh_next = grads[:2]
        dWx += grads[2]
        dWh += grads[3]
        dbx += grads[4]
        dbh += grads[5]
    return [dx, dh_next, dWx, dWh, dbx, dbh]
