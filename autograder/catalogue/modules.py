"""The same networks in torch.nn: three cells, what is built of them, and how it is trained."""

from __future__ import annotations

from autograder.catalogue.model import Assignment, Exercise
from autograder.catalogue.modules_mistakes import MISTAKES
from autograder.catalogue.text import Text

MODULES = Assignment(
    name="modules",
    title=Text("The networks in torch.nn", "用 torch.nn 搭建网络"),
    torch=True,
    exercises=(
        Exercise(
            name="RNNCell",
            title=Text("the RNN's step as a module", "RNN 的一步写成模块"),
            points=8,
            takes="input_size hidden_size",
            returns="h:NH",
            mistakes=MISTAKES["RNNCell"],
        ),
        Exercise(
            name="LSTMCell",
            title=Text("the LSTM's step as a module", "LSTM 的一步写成模块"),
            points=12,
            takes="input_size hidden_size",
            returns="h:NH c:NH",
            mistakes=MISTAKES["LSTMCell"],
        ),
        Exercise(
            name="GRUCell",
            title=Text("the GRU's step as a module", "GRU 的一步写成模块"),
            points=12,
            takes="input_size hidden_size",
            returns="h:NH",
            mistakes=MISTAKES["GRUCell"],
        ),
        Exercise(
            name="RecurrentNetwork",
            title=Text("layers and directions over a sequence", "在序列上堆叠多层、双向读取"),
            points=26,
            takes="cell input_size hidden_size num_layers bidirectional batch_first dropout",
            returns="output state",
            needs=("RNNCell", "LSTMCell", "GRUCell"),
            mistakes=MISTAKES["RecurrentNetwork"],
        ),
        Exercise(
            name="SequenceClassifier",
            title=Text("one answer for a padded sequence", "为填充过的序列给出一个答案"),
            points=14,
            takes="cell input_size hidden_size output_size",
            returns="logits:NC states:NTH",
            needs=("RecurrentNetwork",),
            mistakes=MISTAKES["SequenceClassifier"],
        ),
        Exercise(
            name="CharModel",
            title=Text("the next letter at every step", "每一步预测下一个字母"),
            points=14,
            takes="cell vocab_size hidden_size embedding_size",
            returns="scores:NTV state",
            needs=("RecurrentNetwork",),
            mistakes=MISTAKES["CharModel"],
        ),
        Exercise(
            name="train_char_model",
            title=Text("the capstone: hello -> ohlol with torch", "综合练习：用 torch 学会 hello -> ohlol"),
            points=14,
            takes="model inputs labels epochs lr max_norm",
            returns="losses",
            seconds=20,  # it trains
            needs=("CharModel",),
            mistakes=MISTAKES["train_char_model"],
        ),
    ),
)
