import numpy as np


def parameter_count(kind, D, H, layers=1, bidirectional=False, biases=2):
    # closed form: 1st layer + (layers - 1) others
    g = _g(kind)
    if biases < 0 or biases > 2: raise ValueError("biases should be 0, 1, 2, got %s" % biases)
    d = 2 if bidirectional else 1
    return d*g*(H*D + layers*(H*H + biases*H) + (layers - 1)*d*H*H)

def output_shapes(kind, N, T, D, H, layers=1, bidirectional=False, batch_first=False):
    _g(kind)
    if T == 0: raise ValueError("T should be > 0, got 0")
    d = int(bidirectional) + 1
    s = dict(output=(T, N, H*d)[::1], h_n=(d*layers, N, H))
    if batch_first: s['output'] = s['output'][1::-1] + s['output'][2:]
    if kind == 'lstm': s['c_n'] = s['h_n']
    return s

def _g(kind):
    if kind == 'rnn': return 1
    if kind == 'gru': return 3
    if kind == 'lstm': return 4
    raise ValueError("kind should be 'rnn' 'lstm' or 'gru', got %r" % (kind,))

def _cut(W, g, name):
    """view with the gates in front: (g, ..., H)"""
    if W.ndim < 1: raise ValueError("%s should have 1 or more axes, got 0" % name)
    if g <= 0 or W.shape[-1] % g: raise ValueError("%s: last axis should be gates=%s x H, got %s" % (name, g, W.shape))
    return np.moveaxis(W.reshape(W.shape[:-1] + (g, W.shape[-1]//g)), -2, 0)

def split_gates(W, gates):
    return list(_cut(W, gates, 'W'))

def merge_gates(blocks):
    if not len(blocks): raise ValueError("blocks should not be empty, got 0 blocks")
    try:
        a = np.stack(blocks, axis=-2)
    except ValueError:
        raise ValueError("blocks should have same shapes, got " + str([b.shape for b in blocks]))
    return a.reshape(a.shape[:-2] + (-1,))

def reorder_gates(W, source, target):
    if set(source) != set(target): raise ValueError("target letters should be those of source %s, got %s" % (source, target))
    if len(set(source)) < len(source): raise ValueError("source should not repeat, got " + source)
    if len(set(target)) < len(target): raise ValueError("target should not repeat, got " + target)
    if source == '': raise ValueError("source should not be empty, got ''")
    idx = [source.find(ch) for ch in target]
    a = _cut(W, len(idx), 'W')[idx]
    return np.moveaxis(a, 0, -2).reshape(W.shape)

def _wts(g, Wx, Wh, nx='Wx', nh='Wh'):
    if Wx.ndim != 2: raise ValueError("%s should be 2-d, got %s" % (nx, Wx.shape))
    if Wh.ndim != 2: raise ValueError("%s should be 2-d, got %s" % (nh, Wh.shape))
    if Wh.shape[1] != g*Wh.shape[0]: raise ValueError("%s should be (H, %s*H), got %s" % (nh, g, Wh.shape))
    if Wx.shape[1] != Wh.shape[1]: raise ValueError("%s should have %s columns, got %s" % (nx, Wh.shape[1], Wx.shape))
    return Wh.shape[1]

def to_torch(kind, Wx, Wh, b):
    n = _wts(_g(kind), Wx, Wh)
    if kind == 'gru':
        if len(b) != 2 or np.ndim(b[0]) != 1: raise ValueError("b should be (bx, bh), got %s" % (b,))
        bx, bh = b
    else:
        bx, bh = b, np.broadcast_to(0., n)
    for v in (bx, bh):
        if np.shape(v) != (n,): raise ValueError("b should have %s entries, got shape %s" % (n, np.shape(v)))
    return {'weight_ih_l0': Wx.T, 'weight_hh_l0': Wh.T, 'bias_ih_l0': bx, 'bias_hh_l0': bh}

def from_torch(kind, state):
    g = _g(kind)
    left = dict(state)
    try:
        Wx, Wh, bx, bh = (left.pop(k + '_l0') for k in ('weight_ih', 'weight_hh', 'bias_ih', 'bias_hh'))
    except KeyError as e:
        raise ValueError("state should have key %s, got %s" % (e, list(state)))
    if left: raise ValueError("state should have 4 keys (1 layer, 1 direction), got also %s" % list(left))
    Wx, Wh = Wx.T, Wh.T
    n = _wts(g, Wx, Wh, "state: weight_ih_l0.T", "state: weight_hh_l0.T")
    if bx.shape != (n,) or bh.shape != (n,): raise ValueError("state: biases should be (%s,), got %s, %s" % (n, bx.shape, bh.shape))
    return Wx, Wh, (bx, bh) if g == 3 else bx + bh

def from_keras(kind, kernel, recurrent_kernel, bias):
    g = _g(kind)
    n = _wts(g, kernel, recurrent_kernel, 'kernel', 'recurrent_kernel')
    if bias.shape != ((2, n) if g == 3 else (n,)): raise ValueError("bias for %s should fit %s columns, got %s" % (kind, n, bias.shape))
    if g != 3: return kernel, recurrent_kernel, bias
    H = n//3
    # negative index trick: z r h -> r z h
    idx = np.arange(n)
    idx[:2*H] = np.roll(idx[:2*H], -H)
    return kernel[:, idx], recurrent_kernel[:, idx], list(bias[:, idx])

def join_concat(Wx, Wh):
    if Wx.ndim != 2 or Wh.ndim != 2: raise ValueError("Wx and Wh should be 2-d, got %s %s" % (Wx.shape, Wh.shape))
    if Wx.shape[1] != Wh.shape[1]: raise ValueError("Wx, Wh should have same columns, got %s %s" % (Wx.shape, Wh.shape))
    return np.vstack([Wx[::-1], Wh[::-1]])[::-1]

def split_concat(W, H):
    if W.ndim != 2: raise ValueError("W should be 2-d, got %s" % (W.shape,))
    if not 0 <= H < W.shape[0]: raise ValueError("H should be < %s, got %s" % (W.shape[0], H))
    Wh, Wx = np.split(W, [H])
    return Wx, Wh

def _len(x, name, lengths, lo):
    if x.ndim != 3 or x.shape[1] < 1: raise ValueError("%s should be (N,T>0,.), got %s" % (name, x.shape))
    l = np.asarray(lengths)
    if l.shape != x.shape[:1]: raise ValueError("lengths should be %s, got %s" % (x.shape[:1], l.shape))
    if not np.issubdtype(l.dtype, np.integer): raise ValueError("lengths should be int, got %s" % l.dtype)
    if l.min() < lo or l.max() > x.shape[1]: raise ValueError("lengths should be in [%d, %d], got %s" % (lo, x.shape[1], l))
    return l

def last_valid_step(h, lengths):
    l = _len(h, 'h', lengths, 1)
    return h[range(len(h)), l - 1]

def reverse_padded(x, lengths):
    l = _len(x, 'x', lengths, 0)[:, None].astype(int)
    t = np.arange(x.shape[1])[None]
    idx = np.where(t < l, l - 1 - t, t)
    return np.take_along_axis(x, idx[..., None], axis=1)
