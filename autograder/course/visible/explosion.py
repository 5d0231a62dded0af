"""The visible tests of `explosion.py` that are written by hand."""

from __future__ import annotations

import numpy as np

from autograder.catalogue import Text
from autograder.course.visible.checks import agree, rejects, require, solve


def test_run_recurrence_of_one_unit() -> None:
    """Of one unit with a weight of 2, ReLU doubles the state, tanh keeps it below 1, and the identity knows no sign.

    只有一个单元、权重为 2 时：ReLU 让状态翻倍，tanh 让它保持在 1 以下，恒等函数不管正负。
    """
    given = {"Wh": np.array([[2.0]]), "h0": np.array([1.0]), "steps": 3}
    doubled = np.array([[1.0], [2.0], [4.0], [8.0]])
    squashed = np.array([[1.0], [0.9640275801], [0.9585759102], [0.9576819904]])
    agree("run_recurrence", {"activation": "relu", **given}, {"states": doubled})
    agree("run_recurrence", {"activation": "tanh", **given}, {"states": squashed})
    below = {**given, "h0": np.array([-1.0])}
    agree("run_recurrence", {"activation": "identity", **below}, {"states": -doubled})
    agree("run_recurrence", {"activation": "relu", **below}, {"states": np.array([[-1.0], [0.0], [0.0], [0.0]])})


def test_run_recurrence_knows_three_activations() -> None:
    """An activation that nobody has heard of is refused.

    没有听说过的激活函数会被拒绝。
    """
    given = {"activation": "tanh", "Wh": np.eye(2), "h0": np.ones(2), "steps": 1}
    rejects("run_recurrence", given, {"activation": "sigmoid"}, names="activation")


def test_state_norms_of_right_angled_triangles() -> None:
    """The vector (3, -4) is 5 long.

    向量 (3, -4) 的长度为 5。
    """
    states = np.array([[3.0, -4.0], [0.0, 0.0], [-8.0, -15.0]])
    agree("state_norms", {"states": states}, {"norms": np.array([5.0, 0.0, 17.0])})
    rejects("state_norms", {"states": states}, {"states": states[0]}, names="states")


def test_backward_norms_of_a_unit_that_is_off() -> None:
    """The second unit is off at every step: nothing comes back through it.

    第二个单元每一步都关闭：没有梯度从它那里传回来。
    """
    given = {
        "activation": "relu",
        "Wh": np.array([[2.0, -1.0], [-1.0, -1.0]]),
        "states": np.array([[1.0, 0.5], [1.5, 0.0], [3.0, 0.0], [6.0, 0.0]]),
    }
    root = 5**0.5
    agree("backward_norms", given, {"norms": np.array([1.0, root, 2 * root, 4 * root])})


def test_backward_norms_of_one_tanh() -> None:
    """The slope of tanh where its value is 0.6 is 0.64, and the last step comes first.

    tanh 的值为 0.6 时，斜率为 0.64；最后一步排在最前。
    """
    given = {"activation": "tanh", "Wh": np.array([[2.0]]), "states": np.array([[0.0], [-0.8], [0.6]])}
    agree("backward_norms", given, {"norms": np.array([1.0, 2 * 0.64, 2 * 0.64 * 2 * 0.36])})


def test_backward_norms_knows_three_activations() -> None:
    """An activation that nobody has heard of is refused.

    没有听说过的激活函数会被拒绝。
    """
    given = {"activation": "tanh", "Wh": np.eye(2), "states": np.full((3, 2), 0.5)}
    rejects("backward_norms", given, {"activation": "sigmoid"}, names="activation")


def test_spectral_radius_of_a_rotation() -> None:
    """A rotation has no real eigenvalue; the modulus of both is the factor by which it lengthens.

    旋转矩阵没有实特征值；两个特征值的模都等于它的放大倍数。
    """
    agree("spectral_radius", {"Wh": 1.5 * np.array([[0.6, -0.8], [0.8, 0.6]])}, {"radius": 1.5})
    agree("spectral_radius", {"Wh": np.array([[0.5, 8.0], [0.0, 0.25]])}, {"radius": 0.5})
    agree("spectral_radius", {"Wh": np.diag([1.0, -3.0, 2.0])}, {"radius": 3.0})


def test_scale_to_radius_cannot_scale_nothing() -> None:
    """A matrix of spectral radius 0 stays one, whatever it is multiplied by.

    谱半径为 0 的矩阵，无论乘以什么数，谱半径仍为 0。
    """
    rejects("scale_to_radius", {"Wh": np.eye(2), "radius": 2.0}, {"Wh": np.zeros((2, 2))}, names="Wh radius")
    shift = np.array([[0.0, 1.0], [0.0, 0.0]])
    rejects("scale_to_radius", {"Wh": np.eye(2), "radius": 2.0}, {"Wh": shift}, names="Wh radius")


def test_steps_to_overflow_by_powers_of_two() -> None:
    """Float16 ends at 65504, float32 below 2 to the 128th, float64 below 2 to the 1024th.

    float16 到 65504 为止，float32 不到 2 的 128 次方，float64 不到 2 的 1024 次方。
    """
    agree("steps_to_overflow", {"gain": 2.0, "dtype": "float16"}, {"steps": 16})
    agree("steps_to_overflow", {"gain": 2.0, "dtype": "float32"}, {"steps": 128})
    agree("steps_to_overflow", {"gain": 2.0, "dtype": "float64"}, {"steps": 1024})
    agree("steps_to_overflow", {"gain": 1.5, "dtype": np.dtype("float32")}, {"steps": 219})


def test_steps_to_overflow_where_it_never_does() -> None:
    """A gain of 1 or less never overflows.

    增益不超过 1 时永远不会溢出。
    """
    for gain in (1.0, 0.5, -2.0):
        agree("steps_to_overflow", {"gain": gain, "dtype": "float16"}, {"steps": None})


def test_steps_to_overflow_rounds_as_the_dtype_does() -> None:
    """In half precision 1.0004 is 1, 1.001 is 1.0009765625, and 70000 is inf.

    在半精度下，1.0004 就是 1，1.001 是 1.0009765625，70000 是无穷大。
    """
    agree("steps_to_overflow", {"gain": 1.0004, "dtype": "float16"}, {"steps": None})
    agree("steps_to_overflow", {"gain": 1.001, "dtype": "float16"}, {"steps": 12288})
    agree("steps_to_overflow", {"gain": 65504.0, "dtype": "float16"}, {"steps": 2})
    agree("steps_to_overflow", {"gain": 70000.0, "dtype": "float16"}, {"steps": 1})


def test_orthogonal_is_its_own_inverse_when_transposed() -> None:
    """Times its transpose it gives the square of the gain, on the diagonal alone.

    与自己的转置相乘，只有对角线上是 gain 的平方。
    """
    for size in (1, 2, 5):
        Wh = solve("orthogonal", {"size": size, "gain": 1.5, "rng": np.random.default_rng(size)})["Wh"]
        words = Text("Wh has shape {got}, expected {want}", "Wh 的形状为 {got}，应为 {want}")
        require("orthogonal", np.shape(Wh) == (size, size), words.format(got=np.shape(Wh), want=(size, size)))
        off = float(np.abs(Wh.T @ Wh - 2.25 * np.eye(size)).max())
        words = Text("Wh.T @ Wh is {off:.3g} away from gain² I", "Wh.T @ Wh 与 gain² I 相差 {off:.3g}")
        require("orthogonal", off < 1e-11, words.format(off=off))


def test_orthogonal_turns_and_mirrors() -> None:
    """Of a hundred matrices some have the determinant 1 and some -1, and the first entry has both signs.

    在一百个矩阵里，行列式有 1 也有 -1，第一个元素有正也有负。
    """
    drawn = [
        solve("orthogonal", {"size": 2, "gain": 1.0, "rng": np.random.default_rng(seed)})["Wh"] for seed in range(100)
    ]
    turns = sum(bool(np.linalg.det(Wh) > 0) for Wh in drawn)
    words = Text("{n} of 100 determinants are 1, expected about 50", "100 个行列式中有 {n} 个为 1，应为 50 个左右")
    require("orthogonal", 20 < turns < 80, words.format(n=turns))
    positive = sum(bool(Wh[0, 0] > 0) for Wh in drawn)
    words = Text(
        "the first entry of {n} of 100 matrices is positive, expected about 50",
        "100 个矩阵中有 {n} 个的第一个元素为正，应为 50 个左右",
    )
    require("orthogonal", 20 < positive < 80, words.format(n=positive))
    between = sum(bool(0.2 < abs(Wh[0, 0]) < 0.9) for Wh in drawn)
    words = Text(
        "the first entry of {n} of 100 matrices is between 0.2 and 0.9 in size, expected about 60",
        "100 个矩阵中有 {n} 个的第一个元素的绝对值在 0.2 与 0.9 之间，应为 60 个左右",
    )
    require("orthogonal", 25 < between < 90, words.format(n=between))


def test_orthogonal_draws_from_rng() -> None:
    """The same rng gives the same matrix, another one gives another.

    同样的 rng 给出同样的矩阵，换一个则不同。
    """
    first, again, other = (
        solve("orthogonal", {"size": 3, "gain": 1.0, "rng": np.random.default_rng(seed)})["Wh"] for seed in (1, 1, 2)
    )
    words = Text("equal generators give different matrices", "相同的生成器给出了不同的矩阵")
    require("orthogonal", np.array_equal(first, again), words)
    words = Text("another generator gives the same matrix", "换了一个生成器，矩阵却完全相同")
    require("orthogonal", not np.allclose(first, other), words)


def test_irnn_parameters_remember() -> None:
    """Wh is the identity, b is zero, and the weights of the input are of the order of 0.001.

    Wh 是单位矩阵，b 为零，输入权重的数量级为 0.001。
    """
    Wx, Wh, b = solve("irnn_parameters", {"D": 30, "H": 20, "rng": np.random.default_rng(1)}).values()
    words = Text("Wh is not the identity of size {H}", "Wh 不是 {H} 阶单位矩阵")
    require("irnn_parameters", np.array_equal(Wh, np.eye(20)), words.format(H=20))
    words = Text("b is not {H} zeros", "b 不是 {H} 个零")
    require("irnn_parameters", np.array_equal(b, np.zeros(20)), words.format(H=20))
    words = Text("Wx has shape {got}, expected {want}", "Wx 的形状为 {got}，应为 {want}")
    require("irnn_parameters", np.shape(Wx) == (30, 20), words.format(got=np.shape(Wx), want=(30, 20)))
    spread = float(np.std(Wx))
    words = Text(
        "Wx has a standard deviation of {spread:.3g}, expected 0.001", "Wx 的标准差为 {spread:.3g}，应为 0.001"
    )
    require("irnn_parameters", 0.0008 < spread < 0.0012, words.format(spread=spread))


def test_irnn_parameters_draws_every_weight_from_rng() -> None:
    """No two weights are alike, and another rng gives others.

    没有两个权重相同；换一个 rng，权重也不同。
    """
    first, again, other = (
        solve("irnn_parameters", {"D": 3, "H": 4, "rng": np.random.default_rng(seed)})["Wx"] for seed in (1, 1, 2)
    )
    different = np.unique(first).size
    words = Text("{n} weights are different, expected {all}", "互不相同的权重有 {n} 个，应为 {all} 个")
    require("irnn_parameters", different == 12, words.format(n=different, all=12))
    words = Text("equal generators give different weights", "相同的生成器给出了不同的权重")
    require("irnn_parameters", np.array_equal(first, again), words)
    words = Text("another generator gives the same weights", "换了一个生成器，权重却完全相同")
    require("irnn_parameters", not np.allclose(first, other), words)


def test_classify_growth_names_four_fates() -> None:
    """The last norm is measured by the first; what is not finite overflows, wherever it stands.

    以第一个范数衡量最后一个；只要出现非有限值就是溢出，无论在哪里。
    """
    limits = {"low": 1e-3, "high": 1e3}
    agree("classify_growth", {"norms": np.array([2.0, 1e9, 1e-3]), **limits}, {"verdict": "vanishes"})
    agree("classify_growth", {"norms": np.array([1e-6, 1e-9, 0.5]), **limits}, {"verdict": "explodes"})
    agree("classify_growth", {"norms": np.array([5e6, 1e9, 7e6]), **limits}, {"verdict": "stable"})
    agree("classify_growth", {"norms": np.array([1.0, np.inf, 1.0]), **limits}, {"verdict": "overflows"})
    agree("classify_growth", {"norms": np.array([1.0, np.nan, 1.0]), **limits}, {"verdict": "overflows"})


def test_classify_growth_has_thresholds() -> None:
    """They can be chosen, and lie among what is stable.

    阈值可以选择，并且恰好等于阈值时算稳定。
    """
    norms = np.array([1.0, 0.25])
    agree("classify_growth", {"norms": norms, "low": 0.25, "high": 4.0}, {"verdict": "stable"})
    agree("classify_growth", {"norms": norms, "low": 0.5, "high": 4.0}, {"verdict": "vanishes"})
    agree("classify_growth", {"norms": 1 / norms, "low": 0.25, "high": 4.0}, {"verdict": "stable"})
    agree("classify_growth", {"norms": 1 / norms, "low": 0.25, "high": 3.0}, {"verdict": "explodes"})
    given = {"norms": norms, "low": 0.25, "high": 4.0}
    rejects("classify_growth", given, {"norms": np.ones((2, 2))}, names="norms")


def test_explosion_table_has_two_rows_a_gain() -> None:
    """Five columns, and for each gain a row for tanh and one for ReLU.

    共五列，每个增益有一行 tanh 和一行 ReLU。
    """
    given = {"gains": [0.5, 1.5], "steps": 4, "size": 3, "rng": np.random.default_rng(1)}
    table = solve("explosion_table", given)["table"]
    columns = {"gain", "activation", "final_state_norm", "final_backward_norm", "verdict"}
    words = Text("the columns are {got}, expected {want}", "列为 {got}，应为 {want}")
    require("explosion_table", set(table) == columns, words.format(got=sorted(table), want=sorted(columns)))
    words = Text("gain is {got}, expected {want}", "gain 为 {got}，应为 {want}")
    gains = [float(gain) for gain in table["gain"]]
    require("explosion_table", gains == [0.5, 0.5, 1.5, 1.5], words.format(got=gains, want=[0.5, 0.5, 1.5, 1.5]))
    names = list(table["activation"])
    words = Text("activation is {got}, expected {want}", "activation 为 {got}，应为 {want}")
    require("explosion_table", names == ["tanh", "relu"] * 2, words.format(got=names, want=["tanh", "relu"] * 2))
    longest = max(float(norm) for norm in table["final_state_norm"][::2])
    words = Text(
        "a tanh state of 3 units is {n:.3g} long, expected at most the root of 3",
        "3 个单元的 tanh 状态长度为 {n:.3g}，不应超过根号 3",
    )
    require("explosion_table", 0 < longest <= 1.7320509, words.format(n=longest))


def test_explosion_table_of_one_unit() -> None:
    """The weight of one unit is the gain or its negative: 3 steps of 1.5 send back a gradient 3.375-fold, or none.

    只有一个单元时，权重就是增益或其相反数：增益 1.5 走三步，ReLU 传回的梯度是 3.375 倍，或者为零。
    """
    for seed in range(6):
        given = {"gains": [1.5], "steps": 3, "size": 1, "rng": np.random.default_rng(seed)}
        table = solve("explosion_table", given)["table"]
        backward = float(table["final_backward_norm"][1])
        words = Text(
            "the gradient of ReLU is {got:.6g}, expected 3.375 or 0", "ReLU 的梯度为 {got:.6g}，应为 3.375 或 0"
        )
        require("explosion_table", min(abs(backward - 3.375), abs(backward)) < 1e-9, words.format(got=backward))
        fate = str(table["verdict"][1])
        want = "stable" if backward else "vanishes"
        words = Text("ReLU's verdict is {got}, expected {want}", "ReLU 的判断为 {got}，应为 {want}")
        require("explosion_table", fate == want, words.format(got=fate, want=want))


def test_explosion_table_gives_both_rows_the_same_start() -> None:
    """Of one unit the state of ReLU tells the size of h0, and tanh has started from there.

    只有一个单元时，由 ReLU 的状态可以推出 h0 的大小，tanh 也从那里出发。
    """
    for seed in range(6):
        given = {"gains": [0.5], "steps": 2, "size": 1, "rng": np.random.default_rng(seed)}
        tanh, relu = (float(norm) for norm in solve("explosion_table", given)["table"]["final_state_norm"])
        want = float(np.tanh(0.5 * np.tanh(0.5 * (relu / 0.25))))
        words = Text(
            "the state of ReLU is {relu:.6g} and that of tanh {got:.6g}, expected {want:.6g}",
            "ReLU 的状态为 {relu:.6g}，tanh 的为 {got:.6g}，应为 {want:.6g}",
        )
        require("explosion_table", relu == 0 or abs(tanh - want) < 1e-9, words.format(relu=relu, got=tanh, want=want))


def test_explosion_table_draws_from_rng() -> None:
    """The same rng gives the same table, another one gives another.

    同样的 rng 给出同样的表，换一个则不同。
    """
    norms = []
    for seed in (1, 1, 2):
        given = {"gains": [0.75, 1.25], "steps": 3, "size": 8, "rng": np.random.default_rng(seed)}
        norms.append([float(norm) for norm in solve("explosion_table", given)["table"]["final_state_norm"]])
    words = Text("equal generators give different tables", "相同的生成器给出了不同的表")
    require("explosion_table", norms[0] == norms[1], words)
    words = Text("another generator gives the same table", "换了一个生成器，表却完全相同")
    require("explosion_table", norms[0] != norms[2], words)
