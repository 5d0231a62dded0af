"""ReLU against tanh: ten exercises, from a bare recurrence to the table of what explodes."""

from __future__ import annotations

from autograder.catalogue.explosion_mistakes import MISTAKES
from autograder.catalogue.model import Assignment, Exercise
from autograder.catalogue.text import Text

EXPLOSION = Assignment(
    name="explosion",
    title=Text("ReLU against tanh: what explodes", "ReLU 与 tanh：什么会爆炸"),
    exercises=(
        Exercise(
            name="run_recurrence",
            title=Text("the bare recurrence", "没有输入的循环"),
            points=12,
            takes="activation Wh:HH h0:H steps",
            returns="states:KH",
            mistakes=MISTAKES["run_recurrence"],
        ),
        Exercise(
            name="state_norms",
            title=Text("how long the states are", "状态的长度"),
            points=6,
            takes="states:KH",
            returns="norms:K",
            mistakes=MISTAKES["state_norms"],
        ),
        Exercise(
            name="backward_norms",
            title=Text("how much of a gradient comes back", "梯度能传回多少"),
            points=18,
            takes="activation Wh:HH states:KH",
            returns="norms:K",
            needs=("run_recurrence",),
            mistakes=MISTAKES["backward_norms"],
        ),
        Exercise(
            name="spectral_radius",
            title=Text("the spectral radius", "谱半径"),
            points=6,
            takes="Wh:HH",
            returns="radius",
            mistakes=MISTAKES["spectral_radius"],
        ),
        Exercise(
            name="scale_to_radius",
            title=Text("a matrix of a chosen radius", "把矩阵缩放到指定的谱半径"),
            points=8,
            takes="Wh:HH radius",
            returns="scaled:HH",
            needs=("spectral_radius",),
            mistakes=MISTAKES["scale_to_radius"],
        ),
        Exercise(
            name="steps_to_overflow",
            title=Text("when float16, float32 and float64 overflow", "float16、float32、float64 何时溢出"),
            points=14,
            takes="gain dtype",
            returns="steps",
            mistakes=MISTAKES["steps_to_overflow"],
        ),
        Exercise(
            name="orthogonal",
            title=Text("a random orthogonal matrix", "随机正交矩阵"),
            points=10,
            takes="size gain rng",
            returns="Wh:HH",
            mistakes=MISTAKES["orthogonal"],
        ),
        Exercise(
            name="irnn_parameters",
            title=Text("the first weights of the IRNN", "IRNN 的初始权重"),
            points=6,
            takes="D H rng",
            returns="Wx:DH Wh:HH b:H",
            mistakes=MISTAKES["irnn_parameters"],
        ),
        Exercise(
            name="classify_growth",
            title=Text("vanishes, explodes, or neither", "消失、爆炸，还是都不是"),
            points=8,
            takes="norms:K low high",
            returns="verdict",
            mistakes=MISTAKES["classify_growth"],
        ),
        Exercise(
            name="explosion_table",
            title=Text("the table: tanh and ReLU, gain by gain", "对照表：逐个增益比较 tanh 与 ReLU"),
            points=12,
            takes="gains steps size rng",
            returns="table",
            needs=("run_recurrence", "state_norms", "backward_norms", "scale_to_radius", "classify_growth"),
            mistakes=MISTAKES["explosion_table"],
        ),
    ),
)
