from math import inf, isfinite, sqrt
import numpy as np

# name -> (phi, phi' in terms of phi)
ACT = dict(
    tanh=(np.tanh, lambda h: 1.0 - h * h),
    relu=(lambda z: (z + np.abs(z)) / 2, lambda h: (h > 0).astype(float)),
    identity=(lambda z: z, lambda h: h * 0 + 1.0),
)

def need(ok, name, got, wanted):
    if not ok: raise ValueError(f'{name}: got {got}, wanted {wanted}')

def need_square(Wh): need(Wh.ndim == 2 and len(set(Wh.shape)) == 1, 'Wh', Wh.shape, '(H, H)')

def hs(phi, Wh, h):
    while True:
        yield h
        h = phi(h @ Wh)

def run_recurrence(activation, Wh, h0, steps):
    need(activation in ACT, 'activation', activation, list(ACT))
    need_square(Wh)
    need(h0.shape == (Wh.shape[0],), 'h0', h0.shape, (Wh.shape[0],))
    backwards = np.empty((steps + 1, h0.size))
    for t, h in zip(range(steps, -1, -1), hs(ACT[activation][0], Wh, h0)): backwards[t] = h
    return backwards[::-1]

def state_norms(states):
    need(states.ndim == 2, 'states', states.shape, '(steps+1, H)')
    return (states ** 2).sum(1) ** .5

def backward_norms(activation, Wh, states):
    need(activation in ACT, 'activation', activation, list(ACT))
    need_square(Wh)
    need(states.ndim == 2 and states.shape[1] == len(Wh), 'states', states.shape, f'(steps+1, {len(Wh)})')
    need(len(states) > 1, 'states', states.shape, 'one step at least')
    slope = ACT[activation][1]

    def jacobian(k):
        """dh_T / dh_{T-k} as [to, from]"""
        if k == 0: return np.eye(len(Wh))
        J = jacobian(k - 1)
        return np.einsum('ij,j,kj->ik', J, slope(states[len(states) - k]), Wh)

    if len(states) < 30: return np.array([np.linalg.svd(jacobian(k))[1][0] for k in range(len(states))])
    J, norms = np.eye(len(Wh)), []
    for h in [*states[::-1]]:
        norms.append(np.linalg.svd(J)[1][0] if isfinite(J.sum()) else inf)
        J = J * slope(h) @ Wh.T
    return np.array(norms)

def spectral_radius(Wh):
    need_square(Wh)
    ev = np.linalg.eigvals(Wh)
    return sqrt(max(ev.real ** 2 + ev.imag ** 2))

def scale_to_radius(Wh, radius):
    rho = spectral_radius(Wh)
    need(rho > 0, 'Wh', 'spectral radius 0', 'more')
    return Wh / (rho / radius) if radius else 0 * Wh

def steps_to_overflow(gain, dtype):
    dtype = np.dtype(dtype)
    with np.errstate(over='ignore'):
        g = dtype.type(gain)
        def chain():
            h = dtype.type(1)
            while not np.isinf(h):
                h *= g
                yield h
        return sum(1 for _ in chain()) if g > 1 else None

def orthogonal(size, gain, rng):
    Q, R = np.linalg.qr(rng.standard_normal((size, size)))
    return (Q * np.sign(np.diag(R)) * gain).T

def irnn_parameters(D, H, rng):
    flat = rng.standard_normal(D * H) / 1000
    return flat.reshape(D, H), np.eye(H), np.zeros(H)

def classify_growth(norms, low=1e-3, high=1e3):
    need(np.ndim(norms) == 1, 'norms', np.shape(norms), '(steps+1,)')
    first, *_, last = *norms, norms[-1]
    if not all(map(isfinite, norms)): return 'overflows'
    growth = last / first
    if low <= growth <= high: return 'stable'
    return 'explodes' if growth > high else 'vanishes'

def explosion_table(gains, steps, size, rng):
    need(np.ndim(gains) == 1, 'gains', np.shape(gains), 'one axis')
    rows = []
    for gain in map(float, gains):
        # size 1 is fine too: a permutation matrix is orthogonal
        Wh = gain * np.eye(size)[rng.permutation(size)]
        h0 = rng.exponential(size=size)
        for activation in 'tanh', 'relu':
            with np.errstate(all='ignore'):
                states = run_recurrence(activation, Wh, h0, steps)
                ns = state_norms(states)
                rows.append([gain, activation, ns[-1], backward_norms(activation, Wh, states)[-1], classify_growth(ns)])
    keys = ['gain', 'activation', 'final_state_norm', 'final_backward_norm', 'verdict']
    return {key: [row[i] for row in rows] for i, key in enumerate(keys)}
