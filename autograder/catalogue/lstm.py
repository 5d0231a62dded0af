"""The LSTM: eleven exercises, from the sigmoid to a network that learns y = x²."""

from __future__ import annotations

from autograder.catalogue.lstm_mistakes import MISTAKES
from autograder.catalogue.model import Assignment, Exercise
from autograder.catalogue.text import Text

LSTM = Assignment(
    name="lstm",
    title=Text("The LSTM", "长短期记忆网络（LSTM）"),
    exercises=(
        Exercise(
            name="sigmoid",
            title=Text("a sigmoid that never overflows", "不会溢出的 sigmoid"),
            points=4,
            takes="z:NH",
            returns="openness:NH",
            mistakes=MISTAKES["sigmoid"],
        ),
        Exercise(
            name="lstm_gates",
            title=Text("three gates and a candidate", "三个门和候选值"),
            points=8,
            takes="x:ND h_prev:NH Wx:DK Wh:HK b:K",
            returns="i:NH f:NH g:NH o:NH",
            needs=("sigmoid",),
            mistakes=MISTAKES["lstm_gates"],
        ),
        Exercise(
            name="lstm_step_forward",
            title=Text("one step forward", "前向一步"),
            points=8,
            takes="x:ND h_prev:NH c_prev:NH Wx:DK Wh:HK b:K",
            returns="h:NH c:NH cache",
            needs=("lstm_gates",),
            mistakes=MISTAKES["lstm_step_forward"],
        ),
        Exercise(
            name="lstm_step_backward",
            title=Text("one step backward", "反向一步"),
            points=16,
            takes="dh:NH dc:NH cache",
            returns="dx:ND dh_prev:NH dc_prev:NH dWx:DK dWh:HK db:K",
            after="lstm_step_forward",
            mistakes=MISTAKES["lstm_step_backward"],
        ),
        Exercise(
            name="lstm_forward",
            title=Text("the whole sequence forward", "整个序列的前向"),
            points=10,
            takes="x:NTD h0:NH c0:NH Wx:DK Wh:HK b:K",
            returns="h:NTH c:NTH cache",
            needs=("lstm_step_forward",),
            mistakes=MISTAKES["lstm_forward"],
        ),
        Exercise(
            name="lstm_backward",
            title=Text("back-propagation through time, along h and c", "沿 h 与 c 随时间反向传播"),
            points=22,
            takes="dh:NTH dc:NTH cache",
            returns="dx:NTD dh0:NH dc0:NH dWx:DK dWh:HK db:K",
            after="lstm_forward",
            needs=("lstm_step_backward",),
            mistakes=MISTAKES["lstm_backward"],
        ),
        Exercise(
            name="cell_path_gradient",
            title=Text("what the forget gates let through", "遗忘门放行了多少梯度"),
            points=6,
            takes="f:NTH t k",
            returns="gradient:NH",
            mistakes=MISTAKES["cell_path_gradient"],
        ),
        Exercise(
            name="init_lstm",
            title=Text("the first weights", "权重初始化"),
            points=6,
            takes="D H rng forget_bias",
            returns="Wx:DK Wh:HK b:K",
            mistakes=MISTAKES["init_lstm"],
        ),
        Exercise(
            name="stacked_lstm_forward",
            title=Text("layers on top of one another", "多层堆叠"),
            points=6,
            takes="x:NTD layers",
            returns="h:NTH last",
            needs=("lstm_forward",),
            mistakes=MISTAKES["stacked_lstm_forward"],
        ),
        Exercise(
            name="bidirectional_lstm_forward",
            title=Text("reading in both directions", "双向读取"),
            points=6,
            takes="x:NTD forward backward",
            returns="h:NTK",
            needs=("lstm_forward",),
            mistakes=MISTAKES["bidirectional_lstm_forward"],
        ),
        Exercise(
            name="fit_square",
            title=Text("the capstone: learn y = x²", "综合练习：学会 y = x²"),
            points=8,
            takes="epochs lr rng",
            returns="prediction:TD losses:E",
            seconds=20,  # it trains, perhaps in plain Python
            needs=("lstm_forward", "lstm_backward", "init_lstm"),
            mistakes=MISTAKES["fit_square"],
        ),
    ),
)
