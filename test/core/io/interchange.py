"""The other side of interchange.test.ts: loads what the library wrote, and writes what it will load."""
import json
import math
import struct
import sys

import numpy as np
import torch
from torch import nn

folder = sys.argv[1]
DTYPES = {"F32": torch.float32, "F64": torch.float64, "I32": torch.int32, "U8": torch.uint8, "BOOL": torch.bool}


def read_safetensors(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        body = file.read()
    header.pop("__metadata__", None)
    out = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        dtype = DTYPES[entry["dtype"]]
        flat = torch.frombuffer(bytearray(body[begin:end]), dtype=dtype) if end > begin else torch.empty(0, dtype=dtype)
        out[name] = flat.reshape(entry["shape"])
    return out


def write_safetensors(path, tensors):
    names = {torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64"}
    header, body = {}, b""
    for name, tensor in tensors.items():
        data = bytes(tensor.detach().contiguous().reshape(-1).view(torch.uint8).tolist())
        header[name] = {"dtype": names[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [len(body), len(body) + len(data)]}
        body += data
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + body)


def first(output):
    return output[0] if isinstance(output, tuple) else output


# The same nets, with the same names, as `nets` in interchange.test.ts.
NETS = {
    "mlp": lambda: nn.Sequential(nn.Linear(6, 8), nn.BatchNorm1d(8), nn.GELU(), nn.Linear(8, 3)),
    "conv": lambda: nn.Sequential(nn.Conv2d(1, 4, 3, padding=1), nn.GroupNorm(2, 4), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(16, 2)),
    "lstm": lambda: nn.LSTM(5, 4, num_layers=2, bidirectional=True, batch_first=True),
    "transformer": lambda: nn.TransformerEncoderLayer(8, 2, dim_feedforward=16, dropout=0.0, batch_first=True),
}

report = {}
for name, make in NETS.items():
    net = make().eval()
    net.load_state_dict(read_safetensors(f"{folder}/ours-{name}.safetensors"))
    arrays = np.load(f"{folder}/ours-{name}.npz")
    with torch.no_grad():
        got = first(net(torch.from_numpy(arrays["input"])))
    report[name] = float((got - torch.from_numpy(arrays["output"])).abs().max())

    torch.manual_seed(7)
    net = make()
    for buffer in net.buffers():
        if buffer.is_floating_point():
            buffer.uniform_(0.5, 1.5)
    net.eval()
    x = torch.randn(arrays["input"].shape)
    with torch.no_grad():
        y = first(net(x))
    torch.save(net.state_dict(), f"{folder}/theirs-{name}.pt")
    write_safetensors(f"{folder}/theirs-{name}.safetensors", net.state_dict())
    (np.savez if name == "mlp" else np.savez_compressed)(f"{folder}/theirs-{name}.npz", input=x.numpy(), output=y.numpy())

# A checkpoint as tutorials write them, and the corners of the format.
net = nn.Linear(3, 2)
optimizer = torch.optim.Adam(net.parameters(), lr=0.01, betas=(0.8, 0.9))
net(torch.ones(1, 3)).sum().backward()
optimizer.step()
base = torch.arange(6, dtype=torch.float32)
torch.save(
    {
        "epoch": 3,
        "loss": 0.25,
        "infinite": math.inf,
        "name": "naïve",
        "model": net.state_dict(),
        "optimizer": optimizer.state_dict(),
        "parameter": nn.Parameter(torch.ones(2)),
        "half": torch.tensor([0.5, -2.0], dtype=torch.float16),
        "bfloat": torch.tensor([1.5], dtype=torch.bfloat16),
        "long": torch.tensor([[1, -2]]),
        "bool": torch.tensor([True, False]),
        "scalar": torch.tensor(2.5, dtype=torch.float64),
        "transposed": base.reshape(2, 3).t(),
        "part": base[2:4],
        "size": base.reshape(2, 3).shape,
        "empty": torch.empty(0, 4),
    },
    f"{folder}/checkpoint.pt",
)
torch.save(nn.Linear(1, 1), f"{folder}/module.pt")
torch.save({"a": base}, f"{folder}/legacy.pt", _use_new_zipfile_serialization=False)
np.save(f"{folder}/fortran.npy", np.asfortranarray(np.arange(6, dtype=">i8").reshape(2, 3)))

arrays = np.load(f"{folder}/ours-dtypes.npz")
report["dtypes"] = {name: [str(arrays[name].dtype), list(arrays[name].shape), arrays[name].astype(float).tolist()] for name in arrays.files}
state = read_safetensors(f"{folder}/ours-dtypes.safetensors")
report["dtypesSafetensors"] = {name: [str(t.dtype)[6:], list(t.shape), t.double().tolist()] for name, t in state.items()}
print(json.dumps(report))
