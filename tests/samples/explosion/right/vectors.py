"""As few loops as will do."""
from itertools import accumulate, repeat

import numpy as np

ACTIVATIONS = "tanh relu identity".split()


def check(Wh, activation="tanh", **others):
    if activation not in ACTIVATIONS:
        raise ValueError("unknown activation %r, wanted one of %s" % (activation, ACTIVATIONS))
    shape = np.shape(Wh)
    if len(shape) != 2 or shape[0] != shape[1]:
        raise ValueError("Wh must be square, its shape is %s" % (shape,))
    for name, (value, ndim) in others.items():
        if np.ndim(value) != ndim or np.shape(value)[-1] != shape[0]:
            raise ValueError("%s of shape %s does not fit Wh of shape %s" % (name, np.shape(value), shape))


def phi(activation, z):
    if activation == "relu":
        return np.where(z > 0, z, 0)
    return np.tanh(z) if activation == "tanh" else z


def run_recurrence(activation, Wh, h0, steps):
    check(Wh, activation, h0=(h0, 1))
    return np.stack(list(accumulate(repeat(Wh, steps), lambda h, W: phi(activation, np.einsum("i,ij", h, W)), initial=h0)), axis=1).T


def state_norms(states):
    if np.ndim(states) != 2:
        raise ValueError("states must have two axes, their shape is %s" % (np.shape(states),))
    return np.sqrt(np.einsum("th,th->t", states, states))


def backward_norms(activation, Wh, states):
    check(Wh, activation, states=(states, 2))
    # back through time: the last state first; rows are gradients that go through h @ Wh
    h = states[:0:-1]
    slopes = {"tanh": (1 - h) * (1 + h), "relu": np.sign(np.abs(h)), "identity": np.ones(h.shape)}[activation]
    products = accumulate(slopes, lambda J, slope: (J * slope) @ Wh.T, initial=np.eye(len(Wh)))
    J = np.array(list(products))
    fine = np.isfinite(J).all((1, 2))
    return np.where(fine, np.linalg.svd(np.where(fine[:, None, None], J, 0), compute_uv=False).max(1), np.inf)


def spectral_radius(Wh):
    """Gelfand: the limit of ||Wh^k|| ** (1/k), for k = 1, 2, 4, 8, ..."""
    check(Wh)
    power, log_radius, k = Wh, 0.0, 1
    for _ in range(60):
        size = np.abs(power).max()
        if size == 0:
            return 0.0
        log_radius += np.log(size) / k
        power = power / size
        power, k = power @ power, 2 * k
    return np.exp(log_radius)


def scale_to_radius(Wh, radius):
    now = spectral_radius(Wh)
    if not now > 0:
        raise ValueError("Wh has no eigenvalue but 0")
    return np.asfortranarray(Wh * (radius / now))


def steps_to_overflow(gain, dtype):
    chunk, h, done = 4096, 1, 0
    with np.errstate(over="ignore"):
        gain = np.asarray(gain).astype(dtype)
        if not gain > 1:
            return None
        while True:
            factors = np.full(chunk, gain, dtype)
            factors[0] = h * gain
            chain = np.multiply.accumulate(factors)
            if np.isinf(chain[-1]):
                return done + np.argmax(np.isinf(chain)) + 1
            h, done = chain[-1], done + chunk


def orthogonal(size, gain, rng):
    # The polar factor of a Gaussian matrix is Haar distributed
    U, _, Vt = np.linalg.svd(rng.normal(size=(size, size)))
    return U @ Vt * gain


def irnn_parameters(D, H, rng):
    return 1e-3 * rng.standard_normal((H, D)).T, np.identity(H), np.broadcast_to(0.0, (H,))


def classify_growth(norms, low=1e-3, high=1e3):
    norms = np.asarray(norms)
    if norms.ndim != 1:
        raise ValueError("norms must have one axis, their shape is %s" % (norms.shape,))
    if not np.isfinite(norms).all():
        return "overflows"
    first, last = norms[[0, -1]]
    return "vanishes" if last / first < low else "explodes" if last / first > high else "stable"


def explosion_table(gains, steps, size, rng):
    if np.ndim(gains) != 1:
        raise ValueError("gains must have one axis, their shape is %s" % (np.shape(gains),))
    h0 = rng.uniform(0.5, 1.5, size)
    base = rng.uniform(-1, 1, (size, size))
    np.fill_diagonal(base, 1.0)
    base = np.triu(base)  # the eigenvalues are on the diagonal

    def row(gain, activation):
        with np.errstate(over="ignore", invalid="ignore"):
            states = run_recurrence(activation, gain * base, h0, steps)
            norms = state_norms(states)
            return gain, activation, norms[-1], backward_norms(activation, gain * base, states)[-1], classify_growth(norms)

    columns = zip(*(row(gain, activation) for gain in gains for activation in ("tanh", "relu")))
    return dict(zip(["gain", "activation", "final_state_norm", "final_backward_norm", "verdict"], map(np.array, columns)))
