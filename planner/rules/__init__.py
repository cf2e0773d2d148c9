"""How a big sale works: plain values in, plain values out."""
