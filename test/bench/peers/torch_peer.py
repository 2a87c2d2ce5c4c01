"""PyTorch's times: `python3 torch_peer.py <threads> <workload> <repetitions factor>`. Prints one line of JSON; see ours.ts."""
import json
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

threads, workload, factor = int(sys.argv[1]), sys.argv[2], float(sys.argv[3])
torch.set_num_threads(threads)


def train(net, x, y, loss_of, sgd, repetitions):
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01) if sgd else torch.optim.Adam(net.parameters(), lr=0.001)
    last = [None]

    def run():
        last[0] = loss_of(net(x), y)
        optimizer.zero_grad()
        last[0].backward()
        optimizer.step()

    return run, repetitions, lambda: last[0].item()


class LastHidden(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(32, 64, batch_first=True)
        self.head = nn.Linear(64, 10)

    def forward(self, x):
        return self.head(self.lstm(x)[1][0].squeeze(0))


def build(name):
    torch.manual_seed(0)
    kind, *rest = name.split('_')
    if kind == 'matmul':
        n = int(rest[0])
        a, b = torch.randn(n, n), torch.randn(n, n)
        return lambda: a @ b, 2e9 / n**3, None
    if kind == 'add':
        n = int(rest[0])
        a, b = torch.randn(n), torch.randn(n)
        return lambda: a + b, 2e8 / n, None
    if name == 'chain_1e6':
        x, w, b = torch.randn(1000000), torch.randn(1000000), torch.randn(1000000)
        return lambda: torch.tanh(x * w + b) * torch.sigmoid(x), 50, None
    if name == 'softmax_512x1024':
        x = torch.randn(512, 1024)
        return lambda: x.softmax(1), 200, None
    if name == 'layernorm_512x768':
        x, w, b = torch.randn(512, 768), torch.randn(768), torch.randn(768)
        return lambda: F.layer_norm(x, (768,), w, b), 300, None
    if name in ('sum0_1024', 'sum1_1024'):
        x, dim = torch.randn(1024, 1024), int(name[3])
        return lambda: x.sum(dim), 500, None
    if name in ('conv_3to16_32', 'conv_32to64_16'):
        small = name == 'conv_3to16_32'
        x = torch.randn((32, 3, 32, 32) if small else (32, 32, 16, 16), requires_grad=True)
        w = torch.randn((16, 3, 3, 3) if small else (64, 32, 3, 3), requires_grad=True)
        b = torch.zeros(w.shape[0], requires_grad=True)

        def run():
            x.grad = w.grad = b.grad = None
            F.conv2d(x, w, b, padding=0 if small else 1).sum().backward()

        return run, 40, None
    if name == 'train_tiny':
        net = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 1))
        return train(net, torch.randn(5, 3), torch.randn(5, 1), F.mse_loss, True, 2000)
    if name == 'train_mlp':
        net = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
        return train(net, torch.randn(64, 784), torch.randint(0, 10, (64,)), F.cross_entropy, False, 400)
    if name == 'train_lenet':
        net = nn.Sequential(
            nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
            nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10),
        )
        return train(net, torch.randn(32, 1, 28, 28), torch.randint(0, 10, (32,)), F.cross_entropy, False, 80)
    if name == 'train_lstm':
        return train(LastHidden(), torch.randn(32, 32, 32), torch.randint(0, 10, (32,)), F.cross_entropy, False, 60)
    if name == 'train_transformer':
        net = nn.TransformerEncoderLayer(128, 4, 512, dropout=0.0, batch_first=True, norm_first=True)
        return train(net, torch.randn(8, 64, 128), torch.randn(8, 64, 128), F.mse_loss, False, 40)
    raise SystemExit(f'unknown workload {name}')


CHECKED, ROUNDS = 10, 7
run, repetitions, loss_of = build(workload)
for _ in range(CHECKED):
    run()
loss = loss_of() if loss_of else None
repetitions = max(1, round(repetitions * factor / ROUNDS))
for _ in range(repetitions):
    run()
wall, cpu = [], []
for _ in range(ROUNDS):
    start, used = time.perf_counter(), time.process_time()
    for _ in range(repetitions):
        run()
    wall.append((time.perf_counter() - start) * 1e6 / repetitions)
    cpu.append((time.process_time() - used) * 1e6 / repetitions)
print(json.dumps({'wall': wall, 'cpu': cpu, 'loss': loss}))
