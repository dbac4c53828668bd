package io.tidegauge.counts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CellTest {
  @Test
  void cellsOfDifferentColumnsAndValuesDiffer() {
    List<String> texts =
        List.of("", "a", "b", "a=b", "b=c", "=", "\\", "\\=", "a\\", "a\\=b", "all");
    Stream<Cell> cells =
        texts.stream()
            .filter(column -> !column.isEmpty())
            .flatMap(column -> texts.stream().map(value -> Cell.ofSlice("v", column, value)));
    assertThat(Stream.concat(cells, Stream.of(Cell.ofAll("v")))).doesNotHaveDuplicates();
  }

  @Test
  void aSliceIsWrittenAsColumnAndValue() {
    assertThat(Cell.ofSlice("v", "channel", "a=b").slice()).isEqualTo("channel=a=b");
    assertThat(Cell.ofSlice("v", "channel", "all").isAll()).isFalse();
    assertThat(Cell.ofAll("v").isAll()).isTrue();
  }

  @Test
  void cellsAreOrderedByVersionThenSlice() {
    assertThat(
            Stream.of(Cell.ofSlice("b", "x", "1"), new Cell("b", "all"), new Cell("a", "z"))
                .sorted())
        .extracting(cell -> cell.version() + " " + cell.slice())
        .containsExactly("a z", "b all", "b x=1");
  }
}
